namespace Verifier.Kernel;

/// <summary>How the parts of the machine that this room has are reached.</summary>
internal static class LifetimesParts
{
    extension(Machine machine)
    {
        /// <summary>Where in drivers' memory there are objects that the kernel knows.</summary>
        public MemoryWatch Watch => machine.Part<MemoryWatch>(MachinePart.Watch);

        /// <summary>Which memory is known to have gone away.</summary>
        public FreedMemory Freed => machine.Part<FreedMemory>(MachinePart.Freed);

        /// <summary>What applications have mapped.</summary>
        public MappedMemory Mapped => machine.Part<MappedMemory>(MachinePart.Mapped);
    }
}
