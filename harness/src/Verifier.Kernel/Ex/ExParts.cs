namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class ExParts
{
    extension(Machine machine)
    {
        public LookasideRegistry Lookasides => machine.Part<LookasideRegistry>(MachinePart.Lookasides);

        /// <summary>Rounds of the threads that do the same again and again.</summary>
        public SteadyRounds SteadyRounds => machine.Part<SteadyRounds>(MachinePart.SteadyRounds);

        public ExSyncInterlockedLists InterlockedLists => machine.Part<ExSyncInterlockedLists>(MachinePart.InterlockedLists);

        /// <summary>Work items in drivers' own memory.</summary>
        public ExWorkItems WorkItems => machine.Part<ExWorkItems>(MachinePart.WorkItems);

        public ExSyncFastMutexes FastMutexes => machine.Part<ExSyncFastMutexes>(MachinePart.FastMutexes);

        /// <summary>ERESOURCEs.</summary>
        public ExSyncResources SharedResources => machine.Part<ExSyncResources>(MachinePart.SharedResources);

        /// <summary>The state that the executive keeps for drivers beside memory and I/O.</summary>
        public Executive Executive => machine.Part<Executive>(MachinePart.Executive);
    }
}
