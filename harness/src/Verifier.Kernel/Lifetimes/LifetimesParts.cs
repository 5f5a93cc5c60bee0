namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class LifetimesParts
{
    extension(Machine machine)
    {
        /// <summary>The parts of drivers' memory in which there are objects that the kernel knows.</summary>
        public MemoryWatch Watch => machine.Part<MemoryWatch>(MachinePart.Watch);

        /// <summary>The memory that is known to have gone away.</summary>
        public FreedMemory Freed => machine.Part<FreedMemory>(MachinePart.Freed);

        /// <summary>The memory that applications have mapped.</summary>
        public MappedMemory Mapped => machine.Part<MappedMemory>(MachinePart.Mapped);
    }
}
