// `NewestAnswer`: holds the answer to the question that was asked last (`value`). A new question takes the old answer away
// at once, and an answer that comes after a newer question is dropped, also when it is a failure (`problem`).

export class NewestAnswer<T> {
  value = $state.raw<T | null>(null);
  busy = $state(false);
  problem = $state.raw<unknown>(null);
  private asked = 0;

  async ask(question: () => Promise<T>): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    this.value = null;
    this.problem = null;
    this.busy = true;
    try {
      const answer = await question();
      if (mine === this.asked) this.value = answer;
    } catch (caught) {
      if (mine === this.asked) this.problem = caught;
    } finally {
      if (mine === this.asked) this.busy = false;
    }
  }

  /** Nothing is asked any more. */
  forget(): void {
    this.asked += 1;
    this.value = null;
    this.problem = null;
    this.busy = false;
  }
}
