using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ke;

/// <summary>KeSaveFloatingPointState and KeRestoreFloatingPointState on x86, where a state is memory.</summary>
public sealed class KeFloatingPointTests : KeFixture
{
    protected override string ProfileName => "windows-xp-x86";

    private Pointer State => NonPaged(0);

    [Test]
    public void Saved_state_is_held_until_it_is_restored()
    {
        var blocks = Machine.Pool.Census.Blocks;
        Assert.That(Driver.KeSaveFloatingPointState(State), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Resources.HeldBy(Driver.Image).Single().Kind, Is.EqualTo(ResourceKind.FloatingPointState));
        Assert.That(Machine.Pool.Census.Blocks, Is.EqualTo(blocks + 1));
        Assert.That(Driver.KeRestoreFloatingPointState(State), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
        Assert.That(Machine.Pool.Census.Blocks, Is.EqualTo(blocks));
    }

    [Test]
    public void With_the_pool_exhausted_saving_is_insufficient_resources()
    {
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        Assert.That(Driver.KeSaveFloatingPointState(State), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.INVALID_FLOATING_POINT_STATE, 0x0)]
    public void Restoring_twice_stops_the_machine()
    {
        Driver.KeSaveFloatingPointState(State);
        Driver.KeRestoreFloatingPointState(State);
        AssertFloatingPoint(0);
    }

    [Test]
    [Raises(BugCheckCode.INVALID_FLOATING_POINT_STATE, 0x1)]
    public void Restoring_at_another_level_stops_the_machine()
    {
        Driver.KeSaveFloatingPointState(State);
        Driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out _);
        var stop = AssertFloatingPoint(1);
        Assert.That((stop.P2, stop.P3), Is.EqualTo(((ulong)KIRQL.PASSIVE_LEVEL, (ulong)KIRQL.DISPATCH_LEVEL)));
    }

    [Test]
    [Raises(BugCheckCode.INVALID_FLOATING_POINT_STATE, 0x2)]
    public void Restoring_on_another_thread_stops_the_machine()
    {
        Driver.KeSaveFloatingPointState(State);
        StartThread("other", () => Driver.KeRestoreFloatingPointState(State));
        var stop = AssertBugCheck(
            BugCheckCode.INVALID_FLOATING_POINT_STATE, () => Driver.KeDelayExecutionThread(KPROCESSOR_MODE.KernelMode, false, -1));
        Assert.That(stop.P1, Is.EqualTo(2));
    }

    [Test]
    public void Elsewhere_there_is_nothing_to_save_and_nothing_to_fail()
    {
        Boot("windows-10-x64");
        var blocks = Machine.Pool.Census.Blocks;
        Assert.That(Driver.KeSaveFloatingPointState(State), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Pool.Census.Blocks, Is.EqualTo(blocks));
        Assert.That(Driver.KeRestoreFloatingPointState(State), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var save = DdiCatalogue.Find("KeSaveFloatingPointState")!;
        Assert.That(save.Failure.ShapeFor(Machine, []), Is.EqualTo(FailureShape.CannotFail));
        Boot("windows-xp-x86");
        Assert.That(save.Failure.ShapeFor(Machine, []), Is.EqualTo(FailureShape.Status));
    }

    private BugCheck AssertFloatingPoint(ulong what)
    {
        var stop = AssertBugCheck(BugCheckCode.INVALID_FLOATING_POINT_STATE, () => Driver.KeRestoreFloatingPointState(State));
        Assert.That(stop.P1, Is.EqualTo(what));
        return stop;
    }
}
