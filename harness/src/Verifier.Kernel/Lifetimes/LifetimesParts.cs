namespace Verifier.Kernel;

/// <summary>How the parts of the machine that this room has are reached.</summary>
internal static class LifetimesParts
{
    extension(Machine machine)
    {
        /// <summary>Where in drivers' memory there are objects that the kernel knows.</summary>
        public MemoryWatch Watch => machine.Part<MemoryWatch>(MachinePart.Watch);

        /// <summary>What must not be in memory that goes away.</summary>
        public MemoryLifetimes Lifetimes => machine.Part<MemoryLifetimes>(MachinePart.Lifetimes);

        /// <summary>Which memory is known to have gone away.</summary>
        public FreedMemory Freed => machine.Part<FreedMemory>(MachinePart.Freed);
    }
}
