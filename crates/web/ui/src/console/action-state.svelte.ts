// `ActionState`: runs an asynchronous action, and holds whether it is running (`busy`) and the error it failed with
// (`problem`).

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
