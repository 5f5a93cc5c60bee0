using Verifier.Drivers.InterruptDevice;
using Verifier.Drivers.SpikeNic;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Verdicts.Contract;

/// <summary>An adapter that takes a ring of 8 KB at START, or two halves of it; REMOVE frees what it took, or forgets a half.</summary>
internal sealed class RingNic(bool forgets) : SpikeNicDriver
{
    private static readonly PoolTag RingTag = "Ring";

    private readonly List<Pointer> _ring = [];

    public override string Name => "ring-nic";

    protected override NTSTATUS AllocateResources(InterruptExtension extension)
    {
        var whole = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, 8192, RingTag);
        Pointer[] taken = whole.IsNull
            ? [ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, 4096, RingTag), ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, 4096, RingTag)]
            : [whole];
        _ring.AddRange(taken.Where(part => !part.IsNull));
        if (_ring.Count < taken.Length)
        {
            FreeRing();
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var status = base.AllocateResources(extension);
        if (!NT_SUCCESS(status))
        {
            FreeRing();
        }

        return status;
    }

    protected override void FreeResources(InterruptExtension extension)
    {
        if (forgets && _ring.Count > 1)
        {
            _ring.RemoveAt(1);
        }

        FreeRing();
        base.FreeResources(extension);
    }

    protected override Frame BuildFrame(NicExtension nic)
    {
        var frame = AllocateFrame(nic, EX_POOL_PRIORITY.NormalPoolPriority);
        if (!frame.IsNull)
        {
            CopyFromAdapter(nic, frame.Memory);
        }

        return frame;
    }

    private void FreeRing()
    {
        _ring.ForEach(part => ExFreePoolWithTag(part, RingTag));
        _ring.Clear();
    }
}
