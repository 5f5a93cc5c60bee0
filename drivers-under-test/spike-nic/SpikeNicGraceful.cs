using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.SpikeNic;

/// <summary>
/// The adapter that lives through a spike: it asks for memory while there is some, falls back to frames allocated when the device was
/// started, and drops what comes beyond.
/// </summary>
public sealed class SpikeNicGraceful : SpikeNicDriver
{
    private const uint ReserveFrames = 16;

    /// <inheritdoc/>
    public override string Name => "spike-nic-graceful";

    /// <inheritdoc/>
    public override string Description => "An adapter that bridges a spike with frames in reserve and drops and counts the rest.";

    /// <inheritdoc/>
    protected override NTSTATUS AllocateReserve(NicExtension nic)
    {
        for (var i = 0U; i < ReserveFrames; i++)
        {
            var frame = AllocateFrame(nic, EX_POOL_PRIORITY.NormalPoolPriority);
            if (frame.IsNull)
            {
                return STATUS_INSUFFICIENT_RESOURCES;
            }

            nic.Reserve.Append(frame);
        }

        return STATUS_SUCCESS;
    }

    /// <inheritdoc/>
    protected override Frame BuildFrame(NicExtension nic)
    {
        // Low priority: others have no reserve and need what is left more.
        var frame = AllocateFrame(nic, EX_POOL_PRIORITY.LowPoolPriority);
        if (frame.IsNull)
        {
            frame = nic.Reserve.Take();
        }

        if (!frame.IsNull)
        {
            CopyFromAdapter(nic, frame.Memory);
        }

        return frame;
    }

    /// <inheritdoc/>
    protected override void ReleaseFrame(NicExtension nic, Frame frame)
    {
        KeAcquireSpinLock(nic.Lock, out var oldIrql);
        var isKept = nic.Reserve.Count < ReserveFrames;
        if (isKept)
        {
            nic.Reserve.Append(frame);
        }

        KeReleaseSpinLock(nic.Lock, oldIrql);
        if (!isKept)
        {
            FreeFrame(nic, frame);
        }
    }
}
