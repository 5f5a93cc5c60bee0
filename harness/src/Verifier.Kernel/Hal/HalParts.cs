namespace Verifier.Kernel;

/// <summary>The parts of the machine that this room has.</summary>
internal static class HalParts
{
    extension(Machine machine)
    {
        /// <summary>DMA adapters, map registers, common buffers.</summary>
        public DmaAdapters Dma => machine.Part<DmaAdapters>(MachinePart.Dma);

        /// <summary>I/O ports.</summary>
        public PortSpace Ports => machine.Part<PortSpace>(MachinePart.Ports);

        /// <summary>Physical addresses of devices.</summary>
        public DeviceMemory DeviceMemory => machine.Part<DeviceMemory>(MachinePart.DeviceMemory);

        /// <summary>The devices behind both.</summary>
        public SimulatedHardware Hardware => machine.Part<SimulatedHardware>(MachinePart.Hardware);
    }
}
