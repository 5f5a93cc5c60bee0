using Verifier.Canaries;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Keeps 16 bytes, of which a write fills only some.</summary>
internal sealed class CanaryWithLeftover(Leftover leftover) : CanaryDriver
{
    private const uint Room = 16;
    private const ulong Page = 4096;

    public override string Name => "canary-with-leftover";

    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        var status = base.DriverEntry(driverObject, registryPath);
        if (NT_SUCCESS(status) && leftover is Leftover.SystemBuffer or Leftover.ZeroedSystemBuffer)
        {
            driverObject.SetMajorFunction(IRP_MJ.IRP_MJ_READ, ReadWhole);
        }

        return status;
    }

    protected override NTSTATUS Keep(CanaryExtension extension, Pointer data, uint length)
    {
        var source = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, Page, OtherTag);
        if (source.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var status = Prepare(source);
        if (NT_SUCCESS(status))
        {
            RtlCopyMemory(source, data, Math.Min(length, 8));
            status = base.Keep(extension, source, Room);
        }

        ExFreePoolWithTag(source, OtherTag);
        return status;
    }

    // Leaves the last eight of 16 bytes as the case says.
    private NTSTATUS Prepare(Pointer source)
    {
        switch (leftover)
        {
            case Leftover.Tail:
                return STATUS_SUCCESS;
            case Leftover.DeviceTarget:
                MmGetPhysicalAddress(source);
                return STATUS_SUCCESS;
            case Leftover.TwoPlaces:
                return ToRegistry();
            case Leftover.Registry:
                RtlZeroMemory(source, Room);
                return ToRegistry();
            case Leftover.Address:
                RtlZeroMemory(source, Room);
                source.Write(8, source.Address);
                return STATUS_SUCCESS;
            case Leftover.Status or Leftover.Request or Leftover.Stop or Leftover.Overwritten:
                return Use(source);
            case Leftover.Pages or Leftover.ZeroedPages:
                return FromPages(source);
            case Leftover.LookasideEntry:
                return FromLookaside(source);
            case Leftover.SecondOfThree:
                return FromThree(source);
            default:
                RtlZeroMemory(source, Room);
                return STATUS_SUCCESS;
        }
    }

    private NTSTATUS Use(Pointer source)
    {
        var scratch = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, Room, OtherTag);
        if (scratch.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        RtlCopyMemory(source, scratch, Room);
        var old = scratch.Read<byte>(9);
        ExFreePoolWithTag(scratch, OtherTag);
        RtlZeroMemory(source, Room);
        if (leftover == Leftover.Stop && old == 0)
        {
            Pointer.Null.Read<byte>();
        }

        if (leftover == Leftover.Request)
        {
            var more = ExAllocatePoolZero(POOL_TYPE.PagedPool, Room + (old & 0x10U), OtherTag);
            if (more.IsNull)
            {
                return STATUS_INSUFFICIENT_RESOURCES;
            }

            ExFreePoolWithTag(more, OtherTag);
        }

        return leftover == Leftover.Status && old == 0 ? STATUS_DEVICE_NOT_READY : STATUS_SUCCESS;
    }

    private NTSTATUS ToRegistry()
    {
        var value = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, Room, OtherTag);
        if (value.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        value.Write(0, 1U);
        var status = RtlWriteRegistryValue(
            RTL_REGISTRY.RTL_REGISTRY_SERVICES, WideLiteral("canary-with-leftover"), WideLiteral("Last"), REG_TYPE.REG_BINARY, value, Room);
        ExFreePoolWithTag(value, OtherTag);
        return status;
    }

    private NTSTATUS FromPages(Pointer source)
    {
        var flags = leftover == Leftover.Pages ? MM_ALLOCATE.MM_DONT_ZERO_ALLOCATION : 0;
        var mdl = MmAllocatePagesForMdlEx(0, ulong.MaxValue >> 1, 0, Page, MEMORY_CACHING_TYPE.MmCached, flags);
        if (mdl.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var mapped = MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        if (!mapped.IsNull)
        {
            RtlCopyMemory(source, mapped, Room);
        }

        MmFreePagesFromMdl(mdl);
        ExFreePool(mdl.Pointer);
        return mapped.IsNull ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS;
    }

    private NTSTATUS FromLookaside(Pointer source)
    {
        var list = ExAllocatePoolZero(POOL_TYPE.NonPagedPool, 0x100, OtherTag);
        if (list.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        ExInitializeNPagedLookasideList(list, null, null, 0, 0x40, OtherTag);
        var first = ExAllocateFromNPagedLookasideList(list);
        if (!first.IsNull)
        {
            RtlZeroMemory(first, 0x40);
            ExFreeToNPagedLookasideList(list, first);
        }

        var again = ExAllocateFromNPagedLookasideList(list);
        if (!again.IsNull)
        {
            RtlCopyMemory(source, again + 0x20, Room);
            ExFreeToNPagedLookasideList(list, again);
        }

        ExDeleteNPagedLookasideList(list);
        ExFreePoolWithTag(list, OtherTag);
        return first.IsNull || again.IsNull ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS;
    }

    private NTSTATUS FromThree(Pointer source)
    {
        RtlZeroMemory(source, Room);
        for (var i = 0; i < 3; i++)
        {
            var block = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, Room, OtherTag);
            if (block.IsNull)
            {
                return STATUS_INSUFFICIENT_RESOURCES;
            }

            if (i == 1)
            {
                RtlCopyMemory(source, block, Room);
            }

            ExFreePoolWithTag(block, OtherTag);
        }

        return STATUS_SUCCESS;
    }

    private NTSTATUS ReadWhole(DeviceObject device, Irp irp)
    {
        var extension = new CanaryExtension(device.DeviceExtension);
        var length = IoGetCurrentIrpStackLocation(irp).ReadLength;
        if (leftover == Leftover.ZeroedSystemBuffer)
        {
            RtlZeroMemory(irp.SystemBuffer, length);
        }

        RtlCopyMemory(irp.SystemBuffer, extension.Kept, Math.Min(extension.Length, length));
        irp.Status = STATUS_SUCCESS;
        irp.Information = length;
        IoCompleteRequest(irp, IO_LIMITS.IO_NO_INCREMENT);
        return STATUS_SUCCESS;
    }
}
