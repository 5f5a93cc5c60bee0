namespace Verifier.Kernel;

/// <summary>How the parts of the machine that this room has are reached.</summary>
internal static class KeParts
{
    extension(Machine machine)
    {
        public Dispatcher Dispatcher => machine.Part<Dispatcher>(MachinePart.Dispatcher);

        public Waits Waits => machine.Part<Waits>(MachinePart.Waits);

        public Events Events => machine.Part<Events>(MachinePart.Events);

        public ExportedData ExportedData => machine.Part<ExportedData>(MachinePart.ExportedData);

        public Mutexes Mutexes => machine.Part<Mutexes>(MachinePart.Mutexes);

        public Processor Processor => machine.Part<Processor>(MachinePart.Processor);

        public CriticalRegions CriticalRegions => machine.Part<CriticalRegions>(MachinePart.CriticalRegions);

        public SpinLocks SpinLocks => machine.Part<SpinLocks>(MachinePart.SpinLocks);

        /// <summary>Locks that threads hold.</summary>
        public HeldLocks Locks => machine.Part<HeldLocks>(MachinePart.Locks);

        /// <summary>Floating-point states that drivers saved.</summary>
        public FloatingPointStates FloatingPoint => machine.Part<FloatingPointStates>(MachinePart.FloatingPoint);

        public SyncObjects SyncObjects => machine.Part<SyncObjects>(MachinePart.SyncObjects);

        /// <summary>Kernel objects that exist from boot.</summary>
        public KernelData KernelData => machine.Part<KernelData>(MachinePart.KernelData);

        public DpcQueue Dpcs => machine.Part<DpcQueue>(MachinePart.Dpcs);

        public TimerQueue Timers => machine.Part<TimerQueue>(MachinePart.Timers);

        /// <summary>The process in which the running thread works: the system's or an application's.</summary>
        public ulong CurrentProcess => machine.ProcessOf(machine.Scheduler.Current);

        /// <summary>The process in which a thread works.</summary>
        public ulong ProcessOf(SimulatedThread thread) =>
            thread.IsSystem ? machine.KernelData.SystemProcess : machine.KernelData.ProcessOf(thread.Process);
    }
}
