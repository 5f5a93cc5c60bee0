namespace Verifier.Kernel;

/// <summary>Events that drivers write to WMI: a WNODE_EVENT_ITEM of nonpaged pool, which the system frees when it has taken it.</summary>
internal static class WmiEvents
{
    private const uint MostBytes = 0x10000;
    private const int GuidOffset = 0x18;
    private const int FlagsOffset = 0x2C;
    private const int GuidBytes = 16;
    private const uint Traced = 0x20000;

    /// <summary>True if the event is traced. Then it may be written at any IRQL and stays the driver's.</summary>
    public static bool IsTraced(Pointer item) => (item.Read<uint>(FlagsOffset) & Traced) != 0;

    /// <summary>IoWMIWriteEvent: STATUS_BUFFER_OVERFLOW for an event that is too large.</summary>
    public static NTSTATUS Write(Machine machine, Pointer item)
    {
        var bytes = item.Read<uint>();
        if (bytes > MostBytes)
        {
            return NTSTATUS.STATUS_BUFFER_OVERFLOW;
        }

        var data = new byte[bytes];
        machine.Memory.CopyFrom(item, data);
        if (IsTraced(item))
        {
            return NTSTATUS.STATUS_SUCCESS;
        }

        if (bytes >= GuidOffset + GuidBytes)
        {
            machine.Outflow.Add(($"WMI event {new Guid(data.AsSpan(GuidOffset, GuidBytes)):B}", data));
        }

        machine.Pool.Free(item);
        return NTSTATUS.STATUS_SUCCESS;
    }
}
