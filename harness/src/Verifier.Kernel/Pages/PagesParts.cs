namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class PagesParts
{
    extension(Machine machine)
    {
        /// <summary>Page frame numbers as drivers see them.</summary>
        public PhysicalAddresses PhysicalAddresses => machine.Part<PhysicalAddresses>(MachinePart.PhysicalAddresses);

        /// <summary>Memory that is handed out uninitialised.</summary>
        public UninitialisedMemory Uninitialised => machine.Part<UninitialisedMemory>(MachinePart.Uninitialised);

        /// <summary>The physical pages that the page allocators hand out.</summary>
        public Frames Frames => machine.Part<Frames>(MachinePart.Frames);
    }
}
