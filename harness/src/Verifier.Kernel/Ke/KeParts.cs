namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class KeParts
{
    extension(Machine machine)
    {
        public Waits Waits => machine.Part<Waits>(MachinePart.Waits);

        public Events Events => machine.Part<Events>(MachinePart.Events);

        public ExportedData ExportedData => machine.Part<ExportedData>(MachinePart.ExportedData);

        public Mutexes Mutexes => machine.Part<Mutexes>(MachinePart.Mutexes);

        public Processor Processor => machine.Part<Processor>(MachinePart.Processor);

        public CriticalRegions CriticalRegions => machine.Part<CriticalRegions>(MachinePart.CriticalRegions);

        public SpinLocks SpinLocks => machine.Part<SpinLocks>(MachinePart.SpinLocks);

        /// <summary>Floating-point states that drivers saved.</summary>
        public FloatingPointStates FloatingPoint => machine.Part<FloatingPointStates>(MachinePart.FloatingPoint);
    }
}
