using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Constants;

/// <summary>Numbers of harness/docs/facts/memory.md and harness/docs/facts/io.md, written a second time.</summary>
public sealed class ConstantValuesTests
{
    private static readonly (Enum Constant, ulong Value)[] s_facts =
    [
        (POOL_TYPE.NonPagedPool, 0), (POOL_TYPE.NonPagedPoolExecute, 0), (POOL_TYPE.PagedPool, 1),
        (POOL_TYPE.NonPagedPoolMustSucceed, 2), (POOL_TYPE.NonPagedPoolCacheAligned, 4), (POOL_TYPE.PagedPoolCacheAligned, 5),
        (POOL_TYPE.NonPagedPoolCacheAlignedMustS, 6), (POOL_TYPE.MaxPoolType, 7), (POOL_TYPE.NonPagedPoolSession, 32),
        (POOL_TYPE.NonPagedPoolCacheAlignedMustSSession, 38), (POOL_TYPE.NonPagedPoolNx, 512),
        (POOL_TYPE.NonPagedPoolNxCacheAligned, 516), (POOL_TYPE.NonPagedPoolSessionNx, 544),
        (POOL_TYPE.POOL_QUOTA_FAIL_INSTEAD_OF_RAISE, 8), (POOL_TYPE.POOL_RAISE_IF_ALLOCATION_FAILURE, 16),
        (POOL_TYPE.POOL_COLD_ALLOCATION, 256), (POOL_TYPE.POOL_NX_ALLOCATION, 512), (POOL_TYPE.POOL_ZERO_ALLOCATION, 1024),
        (POOL_FLAGS.POOL_FLAG_USE_QUOTA, 1), (POOL_FLAGS.POOL_FLAG_UNINITIALIZED, 2), (POOL_FLAGS.POOL_FLAG_SESSION, 4),
        (POOL_FLAGS.POOL_FLAG_CACHE_ALIGNED, 8), (POOL_FLAGS.POOL_FLAG_RAISE_ON_FAILURE, 0x20),
        (POOL_FLAGS.POOL_FLAG_NON_PAGED, 0x40), (POOL_FLAGS.POOL_FLAG_NON_PAGED_EXECUTE, 0x80), (POOL_FLAGS.POOL_FLAG_PAGED, 0x100),
        (POOL_FLAGS.POOL_FLAG_SPECIAL_POOL, 0x100000000), (POOL_FLAGS.POOL_FLAG_OPTIONAL_END, 0x8000000000000000),
        (EX_POOL_PRIORITY.LowPoolPriority, 0), (EX_POOL_PRIORITY.NormalPoolPriority, 16), (EX_POOL_PRIORITY.HighPoolPriority, 32),
        (EX_POOL_PRIORITY.NormalPoolPrioritySpecialPoolOverrun, 24), (EX_POOL_PRIORITY.HighPoolPrioritySpecialPoolUnderrun, 41),
        (MM_PAGE_PRIORITY.MdlMappingNoWrite, 0x80000000), (MM_PAGE_PRIORITY.MdlMappingNoExecute, 0x40000000),
        (MEMORY_CACHING_TYPE.MmCached, 1), (MEMORY_CACHING_TYPE.MmUSWCCached, 5),
        (MDL_FLAGS.MDL_MAPPED_TO_SYSTEM_VA, 1), (MDL_FLAGS.MDL_PAGES_LOCKED, 2), (MDL_FLAGS.MDL_SOURCE_IS_NONPAGED_POOL, 4),
        (MDL_FLAGS.MDL_PARTIAL, 0x10), (MDL_FLAGS.MDL_IO_SPACE, 0x800), (MDL_FLAGS.MDL_MAPPING_CAN_FAIL, 0x2000),
        (IRP_MJ.IRP_MJ_CREATE, 0), (IRP_MJ.IRP_MJ_CLOSE, 2), (IRP_MJ.IRP_MJ_READ, 3), (IRP_MJ.IRP_MJ_WRITE, 4),
        (IRP_MJ.IRP_MJ_DEVICE_CONTROL, 0xE), (IRP_MJ.IRP_MJ_SCSI, 0xF), (IRP_MJ.IRP_MJ_SHUTDOWN, 0x10), (IRP_MJ.IRP_MJ_CLEANUP, 0x12),
        (IRP_MJ.IRP_MJ_POWER, 0x16), (IRP_MJ.IRP_MJ_SYSTEM_CONTROL, 0x17), (IRP_MJ.IRP_MJ_MAXIMUM_FUNCTION, 0x1B),
        (DEVICE_FLAGS.DO_BUFFERED_IO, 4), (DEVICE_FLAGS.DO_DIRECT_IO, 0x10), (DEVICE_FLAGS.DO_DEVICE_INITIALIZING, 0x80),
        (DEVICE_FLAGS.DO_POWER_PAGABLE, 0x2000), (SL_CONTROL.SL_PENDING_RETURNED, 1), (SL_CONTROL.SL_INVOKE_ON_CANCEL, 0x20),
        (SL_CONTROL.SL_INVOKE_ON_SUCCESS, 0x40), (SL_CONTROL.SL_INVOKE_ON_ERROR, 0x80), (IRP_FLAGS.IRP_BUFFERED_IO, 0x10),
        (IRP_FLAGS.IRP_DEALLOCATE_BUFFER, 0x20), (IRP_FLAGS.IRP_INPUT_OPERATION, 0x40), (METHOD.METHOD_NEITHER, 3),
        (FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0x22), (FILE_DEVICE.FILE_DEVICE_DISK, 7), (FILE_DEVICE.FILE_DEVICE_DVD, 0x33),
        (DEVICE_CHARACTERISTICS.FILE_DEVICE_SECURE_OPEN, 0x100),
        (KIRQL.DISPATCH_LEVEL, 2), (KIRQL.CLOCK_LEVEL, 13), (KIRQL.IPI_LEVEL, 14), (KIRQL.HIGH_LEVEL, 15),
        (WORK_QUEUE_TYPE.DelayedWorkQueue, 1), (LOCK_OPERATION.IoModifyAccess, 2), (KPROCESSOR_MODE.UserMode, 1),
        (EVENT_TYPE.SynchronizationEvent, 1), (KWAIT_REASON.UserRequest, 6), (KDPC_IMPORTANCE.HighImportance, 2),
        (SYSTEM_POWER_STATE.PowerSystemShutdown, 6), (DEVICE_POWER_STATE.PowerDeviceD3, 4),
        (IO_ALLOCATION_ACTION.DeallocateObjectKeepRegisters, 3), (DEVICE_RELATION_TYPE.TargetDeviceRelation, 4),
        (IO_TYPE.IO_TYPE_IRP, 6), (IO_TYPE.IO_TYPE_DEVICE_OBJECT_EXTENSION, 13), (OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE, 0x200),
    ];

    [TestCaseSource(nameof(s_facts))]
    public void Constant_has_the_value_of_the_facts((Enum Constant, ulong Value) fact) =>
        Assert.That(Convert.ToUInt64(fact.Constant, null), Is.EqualTo(fact.Value));

    [Test]
    public void Major_codes_are_the_28_slots_without_a_gap() =>
        Assert.That(
            Enum.GetValues<IRP_MJ>().Select(code => (int)code).Distinct(), Is.EquivalentTo(Enumerable.Range(0, 28)));

    [TestCase(IRP_MJ.IRP_MJ_PNP, (byte)0x00, "IRP_MN_START_DEVICE")]
    [TestCase(IRP_MJ.IRP_MJ_PNP, (byte)0x17, "IRP_MN_SURPRISE_REMOVAL")]
    [TestCase(IRP_MJ.IRP_MJ_PNP, (byte)0x0E, "0x0E")]
    [TestCase(IRP_MJ.IRP_MJ_POWER, (byte)0x02, "IRP_MN_SET_POWER")]
    [TestCase(IRP_MJ.IRP_MJ_SYSTEM_CONTROL, (byte)0x0B, "IRP_MN_REGINFO_EX")]
    [TestCase(IRP_MJ.IRP_MJ_READ, (byte)0x02, "0x02")]
    public void Minor_is_named_under_its_major(IRP_MJ major, byte minor, string name) =>
        Assert.That(IrpFunctionName.Minor(major, minor), Is.EqualTo(name));

    [Test]
    public void Every_minor_is_named_at_its_value_under_one_major()
    {
        IRP_MJ[] majors = [IRP_MJ.IRP_MJ_PNP, IRP_MJ.IRP_MJ_POWER, IRP_MJ.IRP_MJ_SYSTEM_CONTROL];
        var declared = typeof(IRP_MN).GetFields();

        Assert.That(declared.Where(field => majors.Count(major => IrpFunctionName.Minor(major, (byte)field.GetValue(null)!) == field.Name) != 1), Is.Empty);
        Assert.That(
            majors.Sum(major => Enumerable.Range(0, 256).Count(minor => IrpFunctionName.Minor(major, (byte)minor).StartsWith("IRP_MN_", StringComparison.Ordinal))),
            Is.EqualTo(declared.Length));
    }

    [TestCase(IRP_MJ.IRP_MJ_INTERNAL_DEVICE_CONTROL, "IRP_MJ_INTERNAL_DEVICE_CONTROL")]
    [TestCase(IRP_MJ.IRP_MJ_PNP, "IRP_MJ_PNP")]
    [TestCase((IRP_MJ)0x1C, "0x1C")]
    public void Major_is_named_by_its_first_name(IRP_MJ major, string name) =>
        Assert.That(IrpFunctionName.Major(major), Is.EqualTo(name));

    [Test]
    public void CTL_CODE_packs_as_the_macro_does()
    {
        uint code = IoControlCode.CTL_CODE(FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0x801, METHOD.METHOD_NEITHER, FILE_ACCESS.FILE_WRITE_ACCESS);
        var parts = new IoControlCode(code);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(0x0022A007u));
            Assert.That(parts.DeviceType, Is.EqualTo(FILE_DEVICE.FILE_DEVICE_UNKNOWN));
            Assert.That(parts.Function, Is.EqualTo(0x801u));
            Assert.That(parts.Method, Is.EqualTo(METHOD.METHOD_NEITHER));
            Assert.That(parts.Access, Is.EqualTo(FILE_ACCESS.FILE_WRITE_ACCESS));
            Assert.That(parts.ToString(), Is.EqualTo("0x0022A007"));
        }
    }
}
