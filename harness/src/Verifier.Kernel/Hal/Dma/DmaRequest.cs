namespace Verifier.Kernel;

/// <summary>A request for map registers, at once or when there are enough: a channel, or a scatter/gather list.</summary>
/// <param name="Adapter">The DMA_ADAPTER.</param>
/// <param name="Owner">The driver that asked.</param>
/// <param name="Device">The device object.</param>
/// <param name="Registers">Number of map registers.</param>
/// <param name="Routine">AdapterControl or AdapterListControl.</param>
/// <param name="Context">Its last argument.</param>
/// <param name="List">The list, ready but for the registers; 0 for a channel.</param>
/// <param name="ListIsDrivers">The list is in memory of the driver's own.</param>
internal sealed record DmaRequest(
    ulong Adapter, DriverImage? Owner, ulong Device, uint Registers, ulong Routine, ulong Context, ulong List, bool ListIsDrivers = false);
