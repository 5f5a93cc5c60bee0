using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Tests.Engine.Interception;

/// <summary>A routine that MmGetSystemRoutineAddress found is watched and made to fail as an import is, with all of its arguments.</summary>
public sealed class RoutineByAddressTests : LayerFixture
{
    private const ulong Garbage = 0xDEAD_BEEF_0000_0000;
    private static readonly ulong s_tag = PoolTag.From(Tag).Value;

    [Test]
    public void Call_through_the_address_is_made_to_fail()
    {
        Fail("ExAllocatePoolWithTag");
        Assert.That(Driver.CallThrough(Find("ExAllocatePoolWithTag"), (ulong)POOL_TYPE.NonPagedPool, 64, s_tag), Is.Zero);
        Assert.That(Layer.Failures.Injections.Select(i => i.Ddi.Name), Is.EqualTo(new[] { "ExAllocatePoolWithTag" }));
    }

    [Test]
    public void Call_through_the_address_counts_as_one_through_the_import_table()
    {
        Fail("IoAllocateIrp");
        var before = Layer.Calls;
        Driver.CallThrough(Find("KeRaiseIrqlToDpcLevel"));
        Driver.CallThrough(Find("KfLowerIrql"), (ulong)KIRQL.PASSIVE_LEVEL);
        Assert.That(Layer.Calls - before, Is.EqualTo(4), "two look-ups and two calls");
    }

    [TestCase(false, FailureShape.Null)]
    [TestCase(true, FailureShape.Stop)]
    public void Arguments_behind_the_fourth_arrive_and_each_is_as_wide_as_its_parameter(bool bugCheckOnFailure, FailureShape shape)
    {
        var mdl = Driver.IoAllocateMdl(Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 4096, Tag), 4096);
        Driver.MmProbeAndLockPages(mdl, KPROCESSOR_MODE.KernelMode, LOCK_OPERATION.IoModifyAccess);
        Fail("MmMapLockedPagesSpecifyCache");
        var map = Find("MmMapLockedPagesSpecifyCache");
        ulong[] arguments =
        [
            mdl.Pointer, Garbage, Garbage | (ulong)MEMORY_CACHING_TYPE.MmCached, 0, Garbage | (bugCheckOnFailure ? 1UL : 0),
            Garbage | (ulong)MM_PAGE_PRIORITY.NormalPagePriority,
        ];
        Assert.That(() => Driver.CallThrough(map, arguments), bugCheckOnFailure ? Throws.InstanceOf<MachineStopped>() : Is.Zero);
        Assert.That(Layer.Failures.Injections.Select(i => i.Shape), Is.EqualTo(new[] { shape }));
    }

    [Test]
    public void Routine_of_the_drivers_own_is_called_with_all_its_arguments_and_its_result_comes_back()
    {
        ulong[] seen = [];
        RTL_QUERY_REGISTRY_ROUTINE routine = (name, type, data, length, context, entry) =>
        {
            seen = [name, (ulong)type, data, length, context, entry];
            return NTSTATUS.STATUS_PENDING;
        };
        Intercept(Rule(FaultWhen.Always));
        Machine.CurrentRoutineKind = RoutineKind.Dispatch;
        var result = Driver.CallThrough(Driver.At(Driver.AddressOf(routine)), 1, Garbage | 2, 3, Garbage | 4, 5, 6);
        Assert.That(seen, Is.EqualTo(new ulong[] { 1, 2, 3, 4, 5, 6 }));
        Assert.That(result, Is.EqualTo(NTSTATUS.STATUS_PENDING.Value));
    }

    private void Fail(string ddi) => Intercept(Rule(FaultWhen.Always, ddi: ddi));

    private Pointer Find(string name) => Driver.MmGetSystemRoutineAddress(Driver.UnicodeLiteral(name));
}
