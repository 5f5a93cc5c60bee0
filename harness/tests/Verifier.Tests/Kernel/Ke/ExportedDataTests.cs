using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ke;

/// <summary>Variables that the kernel exports: a driver finds the address, and there is what a model reads by the name.</summary>
public sealed class ExportedDataTests : KeFixture
{
    [Test]
    public void Address_of_a_variable_leads_to_what_it_holds()
    {
        Assert.That(Find("PsInitialSystemProcess").ReadPointer(), Is.EqualTo(Driver.PsInitialSystemProcess));
        Assert.That(Find("IoFileObjectType").ReadPointer(), Is.EqualTo(Driver.IoFileObjectType));
        Assert.That(Find("MmUserProbeAddress").Read<ulong>(), Is.EqualTo(Driver.MmUserProbeAddress).And.EqualTo(RegionLayout.UserProbeAddress));
    }

    [Test]
    public void Each_variable_has_a_place_of_its_own_for_as_long_as_the_machine_runs()
    {
        var places = DataExports.All.Select(d => Find(d.Name).Address).ToArray();
        Assert.That(places, Is.Unique.And.No.Member(0UL));
        Assert.That(DataExports.All.Select(d => Find(d.Name).Address), Is.EqualTo(places));
    }

    [Test]
    public void Machine_that_starts_over_makes_its_places_anew()
    {
        Find("PsProcessType");
        Restart(SystemProfile.Find("windows-xp-x86")!);
        Assert.That(Find("PsThreadType").ReadPointer(), Is.EqualTo(Driver.PsThreadType));
    }

    [Test]
    public void Numbers_and_flags_are_those_of_the_machine()
    {
        Assert.That(Find("KeNumberProcessors").Read<byte>(), Is.EqualTo((byte)1));
        Assert.That(Find("NtBuildNumber").Read<uint>(), Is.EqualTo(Driver.NtBuildNumber));
        Assert.That(Driver.NtBuildNumber >> 28, Is.EqualTo(0xFu), "a free build");
        Assert.That((Find("KdDebuggerEnabled").Read<byte>(), Find("KdDebuggerNotPresent").Read<byte>()), Is.EqualTo(((byte)0, (byte)1)));
        Assert.That((Driver.NlsMbCodePageTag, Driver.NlsMbOemCodePageTag, Driver.InitSafeBootMode), Is.EqualTo((false, false, 0u)));
        Assert.That((Driver.KeLoaderBlock.IsNull, Driver.KdComPortInUse.IsNull), Is.EqualTo((true, true)));
        Assert.That(Driver.MmHighestUserAddress.Address, Is.EqualTo(Driver.MmSystemRangeStart.Address - 1));
        Assert.That(Driver.IoDriverObjectType, Is.Not.EqualTo(Driver.IoAdapterObjectType));
    }

    [Test]
    public void Tick_count_goes_on_with_the_clock()
    {
        var ticks = Find("KeTickCount");
        var before = ticks.Read<uint>();
        Driver.KeStallExecutionProcessor(1_000_000);
        Driver.KeGetCurrentIrql();
        Driver.PsGetCurrentThread();
        Driver.KeQueryTickCount(out var counted);
        Assert.That((ticks.Read<uint>(), ticks.Read<uint>(4), ticks.Read<uint>(8)), Is.EqualTo(((uint)counted, 0u, 0u)));
        Assert.That(counted - before, Is.EqualTo(64));
    }

    [Test]
    public void Data_of_a_stop_is_five_zeros_while_the_machine_runs()
    {
        var data = Driver.KiBugCheckData;
        Assert.That(data, Is.EqualTo(Find("KiBugCheckData")));
        Assert.That(Enumerable.Range(0, 5).Select(i => data.Read<ulong>(8 * i)), Is.All.Zero);
    }

    [Test]
    public void Routines_of_the_HAL_without_an_export_answer_that_they_are_not_supported()
    {
        var table = Driver.HalDispatchTable;
        Assert.That(table.Read<uint>(), Is.EqualTo(3u));
        Assert.That((uint)Machine.Executor.Invoke(RoutineKind.Callback, table.Read<ulong>(8)), Is.EqualTo(NTSTATUS.STATUS_NOT_SUPPORTED.Value));
        var record = NonPaged(0);
        record.Write(0, 1UL);
        Machine.Executor.Invoke(RoutineKind.Callback, table.Read<ulong>(0x28), 0, 0, 0, record);
        Assert.That(record.Read<ulong>(), Is.Zero, "no boot record");
    }

    private Pointer Find(string name) => Driver.MmGetSystemRoutineAddress(Driver.UnicodeLiteral(name));
}
