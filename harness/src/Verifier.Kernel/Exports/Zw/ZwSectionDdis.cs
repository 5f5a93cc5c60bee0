namespace Verifier.Kernel;

/// <summary>Sections of memory, views of them, and memory of a process. IRQL: PASSIVE_LEVEL.</summary>
internal static class ZwSectionDdis
{
    private const string OfMemory = "sections of memory and of \\Device\\PhysicalMemory; none of files";
    private const string Placed = "in the application, at an address of the system's choice";

    /// <summary>
    /// Creates a section of zeroed memory of a size in bytes. STATUS_INVALID_PARAMETER_4, STATUS_INVALID_FILE_FOR_SECTION,
    /// STATUS_OBJECT_NAME_COLLISION, STATUS_INSUFFICIENT_RESOURCES.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = OfMemory)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwCreateSection(
        Machine machine,
        Out<ulong> sectionHandle,
        uint desiredAccess,
        Pointer objectAttributes,
        OptionalIn<ulong> maximumSize,
        uint sectionPageProtection,
        uint allocationAttributes,
        ulong fileHandle)
    {
        var bytes = maximumSize == 0 ? 0 : machine.Memory.Read<ulong>(maximumSize);
        var status = machine.Executive.Sections.Create(
            ObjectAttributes.Read(machine, objectAttributes), desiredAccess, bytes, fileHandle, out var handle);
        return Tell(machine, sectionHandle, status, handle);
    }

    /// <summary>Opens a section by its name; STATUS_OBJECT_NAME_NOT_FOUND when there is none.</summary>
    [Ddi(Family = DdiFamily.Object, Modelled = OfMemory)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwOpenSection(Machine machine, Out<ulong> sectionHandle, uint desiredAccess, Pointer objectAttributes)
    {
        var status = machine.Executive.Sections.Open(ObjectAttributes.Read(machine, objectAttributes), desiredAccess, out var handle);
        return Tell(machine, sectionHandle, status, handle);
    }

    /// <summary>
    /// Maps a view of a section. Offset and size are rounded to whole pages, and come back so; a size of 0 is all that follows.
    /// STATUS_CONFLICTING_ADDRESSES for a base address, STATUS_INVALID_VIEW_SIZE, STATUS_INVALID_PAGE_PROTECTION, STATUS_INVALID_HANDLE,
    /// STATUS_NO_MEMORY.
    /// </summary>
    [Ddi(Family = DdiFamily.Map, Modelled = Placed)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status, Status = nameof(NTSTATUS.STATUS_NO_MEMORY))]
    public static NTSTATUS ZwMapViewOfSection(
        Machine machine,
        ulong sectionHandle,
        ulong processHandle,
        InOut<Pointer> baseAddress,
        ulong zeroBits,
        ulong commitSize,
        Pointer sectionOffset,
        InOut<ulong> viewSize,
        uint inheritDisposition,
        uint allocationType,
        PAGE_PROTECTION win32Protect)
    {
        if (!IsProcess(machine, processHandle))
        {
            return NTSTATUS.STATUS_INVALID_HANDLE;
        }

        if (machine.Memory.Read<ulong>(baseAddress) != 0)
        {
            return NTSTATUS.STATUS_CONFLICTING_ADDRESSES;
        }

        var offset = sectionOffset.IsNull ? 0 : sectionOffset.Read<ulong>();
        var bytes = machine.Memory.Read<ulong>(viewSize);
        var status = machine.Executive.Sections.Map(sectionHandle, ref offset, ref bytes, win32Protect, out var address);
        if (status.IsSuccess)
        {
            machine.Memory.Write(baseAddress, address);
            machine.Memory.Write(viewSize, bytes);
            if (!sectionOffset.IsNull)
            {
                sectionOffset.Write(0, offset);
            }
        }

        return status;
    }

    /// <summary>Takes a view away; any address within it will do. STATUS_NOT_MAPPED_VIEW, STATUS_INVALID_HANDLE.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwUnmapViewOfSection(Machine machine, ulong processHandle, Pointer baseAddress) =>
        !IsProcess(machine, processHandle) ? NTSTATUS.STATUS_INVALID_HANDLE
        : machine.Executive.Sections.Unmap(baseAddress) ? NTSTATUS.STATUS_SUCCESS
        : NTSTATUS.STATUS_NOT_MAPPED_VIEW;

    /// <summary>
    /// Allocates zeroed memory of a process in whole pages; it is the process's, not the driver's, until it is freed or the process ends.
    /// STATUS_CONFLICTING_ADDRESSES for a base address, STATUS_INVALID_PARAMETER, STATUS_INVALID_HANDLE, STATUS_NO_MEMORY.
    /// </summary>
    [Ddi(Family = DdiFamily.Map, Modelled = Placed + "; reserved memory is committed")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status, Status = nameof(NTSTATUS.STATUS_NO_MEMORY))]
    public static NTSTATUS ZwAllocateVirtualMemory(
        Machine machine,
        ulong processHandle,
        InOut<Pointer> baseAddress,
        ulong zeroBits,
        InOut<ulong> regionSize,
        uint allocationType,
        PAGE_PROTECTION protect)
    {
        const uint commitOrReserve = 0x3000;
        var bytes = machine.Memory.Read<ulong>(regionSize);
        if (!IsProcess(machine, processHandle))
        {
            return NTSTATUS.STATUS_INVALID_HANDLE;
        }

        if (bytes == 0 || (allocationType & commitOrReserve) == 0)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        var wanted = machine.Memory.Read<ulong>(baseAddress);
        var status = machine.Executive.Regions.Allocate(ref wanted, ref bytes);
        if (status.IsSuccess)
        {
            machine.Memory.Write(baseAddress, wanted);
            machine.Memory.Write(regionSize, bytes);
        }

        return status;
    }

    /// <summary>
    /// Frees memory of <see cref="ZwAllocateVirtualMemory"/>: all of it (MEM_RELEASE), or what is in it (MEM_DECOMMIT). STATUS_MEMORY_NOT_ALLOCATED,
    /// STATUS_FREE_VM_NOT_AT_BASE, STATUS_INVALID_PARAMETER, STATUS_INVALID_HANDLE.
    /// </summary>
    [Ddi(Modelled = "decommitted memory keeps what is in it")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwFreeVirtualMemory(
        Machine machine, ulong processHandle, InOut<Pointer> baseAddress, InOut<ulong> regionSize, uint freeType)
    {
        const uint decommit = 0x4000, release = 0x8000;
        if (!IsProcess(machine, processHandle))
        {
            return NTSTATUS.STATUS_INVALID_HANDLE;
        }

        return freeType is decommit or release
            ? machine.Executive.Regions.Free(machine.Memory.Read<ulong>(baseAddress), regionSize, freeType == release)
            : NTSTATUS.STATUS_INVALID_PARAMETER;
    }

    private static bool IsProcess(Machine machine, ulong handle) =>
        handle == HandleTable.CurrentProcess
        || (machine.Handles.Find(handle) is { } entry && machine.Objects.KindOf(entry.Object) == ObjectKind.Process);

    private static NTSTATUS Tell(Machine machine, ulong variable, NTSTATUS status, ulong handle)
    {
        if (status.IsSuccess)
        {
            machine.Memory.Write(variable, handle);
        }

        return status;
    }
}
