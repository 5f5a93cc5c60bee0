namespace Verifier.Kernel;

/// <summary>How the parts of the machine that this room has are reached.</summary>
internal static class ThreadsParts
{
    extension(Machine machine)
    {
        /// <summary>What plays compiled code; null until a compiled driver is loaded.</summary>
        public ICodePlayer? CodePlayer
        {
            get => machine.Part<ICodePlayer?>(MachinePart.CodePlayer);
            set => machine.Put(MachinePart.CodePlayer, value);
        }

        public Executor Executor => machine.Part<Executor>(MachinePart.Executor);

        public Scheduler Scheduler => machine.Part<Scheduler>(MachinePart.Scheduler);

        /// <summary>The threads' kernel stacks.</summary>
        public KernelStacks Stacks => machine.Part<KernelStacks>(MachinePart.Stacks);
    }
}
