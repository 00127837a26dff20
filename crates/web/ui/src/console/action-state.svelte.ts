// Something being done at a person's word: whether it is under way, and what went wrong with it.

export class ActionState {
  busy = $state(false);
  problem = $state.raw<unknown>(null);

  async run(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      await work();
    } catch (caught) {
      this.problem = caught;
    } finally {
      this.busy = false;
    }
  }
}
