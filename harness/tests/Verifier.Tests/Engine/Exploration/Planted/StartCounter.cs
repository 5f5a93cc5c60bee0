using Verifier.Drivers.InterruptDevice;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>
/// A PnP driver that counts its started devices, and whose reads give as many bytes. START takes two blocks of pool, so it can fail half-way.
/// </summary>
/// <param name="forgets">Does a device stay counted whose start failed?</param>
internal sealed class StartCounter(bool forgets) : InterruptDriver
{
    private const uint BlockBytes = 0x40;

    private static readonly PoolTag BlockTag = "Strt";

    private Pointer _first;
    private Pointer _second;
    private uint _started;

    public override string Name => "start-counter";

    protected override string DeviceName => @"\Device\StartCounter";

    protected override uint OwnBytes => sizeof(ulong);

    protected override NTSTATUS AllocateResources(InterruptExtension extension)
    {
        _started++;
        _first = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, BlockBytes, BlockTag);
        _second = _first.IsNull ? Pointer.Null : ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, BlockBytes, BlockTag);
        if (!_second.IsNull)
        {
            return STATUS_SUCCESS;
        }

        Free(_first);
        _started -= forgets ? 0u : 1u;
        return STATUS_INSUFFICIENT_RESOURCES;
    }

    protected override void FreeResources(InterruptExtension extension)
    {
        Free(_first);
        Free(_second);
        _started -= forgets ? 0u : 1u;
    }

    protected override void HandleInterrupts(InterruptExtension extension, uint interrupts)
    {
    }

    protected override NTSTATUS Read(InterruptExtension extension, Irp irp)
    {
        RtlZeroMemory(irp.SystemBuffer, IoGetCurrentIrpStackLocation(irp).ReadLength);
        return CompleteRequest(irp, STATUS_SUCCESS, _started);
    }

    private void Free(Pointer block)
    {
        if (!block.IsNull)
        {
            ExFreePoolWithTag(block, BlockTag);
        }
    }
}
