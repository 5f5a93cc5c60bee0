namespace Verifier.Kernel;

/// <summary>A range of ports.</summary>
internal sealed class PortBank(SimulatedHardware hardware, DeviceRange range, ulong start) : RegisterBank(hardware, range, start)
{
    private readonly byte[] _bytes = BootContents(range);

    /// <inheritdoc/>
    public override byte this[uint offset]
    {
        get => _bytes[offset];
        set => _bytes[offset] = value;
    }
}
