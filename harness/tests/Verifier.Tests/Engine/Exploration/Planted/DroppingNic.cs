using Verifier.Drivers.InterruptDevice;
using Verifier.Drivers.SpikeNic;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>An adapter that drops frames for which there is no memory, as it may; what it does after so many of them is its own.</summary>
/// <param name="mostDropped">After so many it refuses every read.</param>
internal sealed class DroppingNic(uint mostDropped) : SpikeNicDriver
{
    public override string Name => "dropping-nic";

    protected override Frame BuildFrame(NicExtension nic)
    {
        var frame = AllocateFrame(nic, EX_POOL_PRIORITY.NormalPoolPriority);
        if (!frame.IsNull)
        {
            CopyFromAdapter(nic, frame.Memory);
        }

        return frame;
    }

    protected override NTSTATUS Read(InterruptExtension extension, Irp irp) => NicExtension.Of(extension).FramesDropped >= mostDropped
        ? CompleteRequest(irp, STATUS_DEVICE_NOT_READY, 0)
        : base.Read(extension, irp);
}
