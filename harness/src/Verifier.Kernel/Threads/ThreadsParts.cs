namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class ThreadsParts
{
    extension(Machine machine)
    {
        /// <summary>The player of compiled code; null until a compiled driver is loaded.</summary>
        public ICodePlayer? CodePlayer
        {
            get => machine.Part<ICodePlayer?>(MachinePart.CodePlayer);
            set => machine.Put(MachinePart.CodePlayer, value);
        }

        public Executor Executor => machine.Part<Executor>(MachinePart.Executor);

        public Scheduler Scheduler => machine.Part<Scheduler>(MachinePart.Scheduler);

        /// <summary>The threads' kernel stacks.</summary>
        public KernelStacks Stacks => machine.Part<KernelStacks>(MachinePart.Stacks);

        /// <summary>Checks for objects in memory that goes away.</summary>
        public MemoryLifetimes Lifetimes => machine.Part<MemoryLifetimes>(MachinePart.Lifetimes);

        public Dispatcher Dispatcher => machine.Part<Dispatcher>(MachinePart.Dispatcher);

        /// <summary>Locks that threads hold.</summary>
        public HeldLocks Locks => machine.Part<HeldLocks>(MachinePart.Locks);

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
