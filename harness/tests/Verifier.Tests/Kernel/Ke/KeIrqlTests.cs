using Verifier.Kernel;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Ke;

public sealed class KeIrqlTests : KeFixture
{
    [Test]
    public void KeRaiseIrql_and_back_gives_the_level_before()
    {
        Driver.KeRaiseIrql(APC_LEVEL, out var first);
        var second = Driver.KeRaiseIrqlToDpcLevel();
        Assert.That((first, second, Driver.KeGetCurrentIrql()), Is.EqualTo((PASSIVE_LEVEL, APC_LEVEL, DISPATCH_LEVEL)));
        Driver.KeLowerIrql(first);
        Assert.That(Driver.KeGetCurrentIrql(), Is.EqualTo(PASSIVE_LEVEL));
    }

    [Test]
    public void KeRaiseIrql_below_the_current_level_verified_is_0xC4_0x30()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeRaiseIrqlToDpcLevel();
        var stop = AssertViolation(0x30, () => Driver.KeRaiseIrql(APC_LEVEL, out _));
        Assert.That((stop.P2, stop.P3), Is.EqualTo((2UL, 1UL)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x30)]
    public void KeRaiseIrql_below_the_current_level_unverified_is_noted_and_done()
    {
        Driver.KeRaiseIrqlToDpcLevel();
        Driver.KeRaiseIrql(APC_LEVEL, out _);
        Assert.That(Noted(), Is.EqualTo(new ulong[] { 0x30 }));
        Assert.That(Driver.KeGetCurrentIrql(), Is.EqualTo(APC_LEVEL));
    }

    [Test]
    public void KeLowerIrql_above_the_current_level_verified_is_0xC4_0x31()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        var stop = AssertViolation(0x31, () => Driver.KeLowerIrql(DISPATCH_LEVEL));
        Assert.That((stop.P2, stop.P3, stop.P4), Is.EqualTo((0UL, 2UL, 0UL)));
    }

    [Test]
    [Raises(BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP, 0xD)]
    public void KeRaiseIrql_above_the_highest_level_unverified_is_a_trap() =>
        Assert.That(
            AssertBugCheck(BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP, () => Driver.KeRaiseIrql((KIRQL)16, out _)).P1,
            Is.EqualTo(0xDUL));

    [Test]
    public void KeRaiseIrql_with_force_irql_checking_trims_pageable_memory()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Paged(0).Write(0, 1);
        Driver.KeRaiseIrqlToDpcLevel();
        AssertBugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, () => Paged(0).Read<int>());
    }

    [Test]
    public void KeRaiseIrql_to_apc_level_trims_nothing()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Driver.KeRaiseIrql(APC_LEVEL, out _);
        Assert.That(Machine.Pages.Trims, Is.Zero);
    }

    [Test]
    public void KeRaiseIrql_counts_for_verified_drivers_only()
    {
        Driver.KeRaiseIrqlToDpcLevel();
        Assert.That(Machine.VerifierCounters.RaiseIrqls, Is.Zero);
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeRaiseIrql(APC_LEVEL, out _);
        Driver.KeRaiseIrqlToDpcLevel();
        Assert.That(Machine.VerifierCounters.RaiseIrqls, Is.EqualTo(2));
    }
}
