using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Interrupts: connection, service at DIRQL, synchronisation, the device's DPC.</summary>
public sealed class InterruptTests : KeFixture
{
    private const KIRQL Level = (KIRQL)5;

    private DeviceObject Device => new(NonPaged(0x100));

    [Test]
    public void Routine_runs_at_the_devices_IRQL_with_its_lock_and_its_DPC_after_it()
    {
        var order = new List<(string, KIRQL)>();
        var spinLock = NonPaged(0);
        Driver.IoInitializeDpcRequest(Device, (_, device, irp, context) =>
        {
            order.Add(("dpc", Driver.KeGetCurrentIrql()));
            Assert.That((device, context.Address), Is.EqualTo((Device, 7UL)));
        });
        Connect(out _, (_, context) =>
        {
            order.Add(("isr", Driver.KeGetCurrentIrql()));
            Assert.That(spinLock.Read<ulong>(), Is.Not.Zero);
            Driver.IoRequestDpc(Device, default, context);
            Driver.IoRequestDpc(Device, default, context);
            return true;
        }, spinLock);
        Assert.That(Machine.Io.Interrupts.Raise(0), Is.True);
        Assert.That(order, Is.EqualTo(new[] { ("isr", Level), ("dpc", KIRQL.DISPATCH_LEVEL) }));
        Assert.That(spinLock.Read<ulong>(), Is.Zero);
        Assert.That(Machine.Irql, Is.EqualTo(KIRQL.PASSIVE_LEVEL));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [TestCase((KIRQL)16)]
    [TestCase((KIRQL)26)]
    public void Service_routine_on_x86_calls_what_is_for_any_IRQL_at_a_device_level_above_15(KIRQL level)
    {
        Boot("windows-xp-x86", DriverVerifierOptions.Standard);
        var seen = new List<KIRQL>();
        var counter = NonPaged(0x300);
        Driver.IoInitializeDpcRequest(Device, (_, _, _, _) => seen.Add(Driver.KeGetCurrentIrql()));
        Driver.IoConnectInterrupt(
            out _,
            (_, context) =>
            {
                seen.Add(Driver.KeGetCurrentIrql());
                Driver.ExInterlockedAddUlong(counter, 1, counter + 8);
                Driver.DbgPrint("interrupt");
                Driver.IoRequestDpc(Device, default, context);
                return true;
            },
            Pointer.Null, Pointer.Null, 0x51, level, level, KINTERRUPT_MODE.LevelSensitive, true, 1, false);
        Assert.That(Machine.Io.Interrupts.Raise(0), Is.True);
        Assert.That((seen, counter.Read<uint>()), Is.EqualTo((new[] { level, KIRQL.DISPATCH_LEVEL }, 1u)));
        Assert.That((Machine.Stopped, Machine.Violations.Count), Is.EqualTo(((StopReason?)null, 0)));
    }

    [Test]
    public void Connection_is_in_the_ledger_until_it_is_undone()
    {
        Connect(out var interrupt, (_, _) => true);
        Assert.That(Held(), Is.EqualTo(1));
        Driver.IoDisconnectInterrupt(interrupt);
        Assert.That(Held(), Is.Zero);
        Assert.That(Machine.Io.Interrupts.Raise(0), Is.False);
    }

    [TestCase(KIRQL.DISPATCH_LEVEL, KIRQL.DISPATCH_LEVEL, 1UL)]
    [TestCase(Level, (KIRQL)4, 1UL)]
    [TestCase(Level, Level, 2UL)]
    public void Impossible_connections_are_refused(KIRQL irql, KIRQL synchronizeIrql, ulong processors)
    {
        var status = Driver.IoConnectInterrupt(
            out var interrupt, (_, _) => true, Pointer.Null, Pointer.Null, 0x51, irql, synchronizeIrql, KINTERRUPT_MODE.LevelSensitive, true,
            processors, false);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(interrupt.IsNull);
        Assert.That(Held(), Is.Zero);
    }

    [Test]
    public void Exhausted_pool_fails_the_connection_with_the_contracts_status()
    {
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        Assert.That(Connect(out var interrupt, (_, _) => true), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(interrupt.IsNull);
    }

    [Test]
    public void Vector_is_shared_only_if_both_share_it()
    {
        Connect(out _, (_, _) => true);
        Assert.That(Connect(out _, (_, _) => true, isShared: false), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Connect(out _, (_, _) => true), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Routines_on_one_vector_are_asked_until_one_takes_the_interrupt()
    {
        var asked = string.Empty;
        Connect(out _, (_, _) =>
        {
            asked += "a";
            return false;
        });
        Connect(out _, (_, _) =>
        {
            asked += "b";
            return true;
        });
        Connect(out _, (_, _) =>
        {
            asked += "c";
            return true;
        });
        Assert.That(Machine.Io.Interrupts.Raise(2), Is.True);
        Assert.That(asked, Is.EqualTo("ab"));
    }

    [Test]
    public void Interrupt_that_nobody_takes_is_reported_as_such()
    {
        Connect(out _, (_, _) => false);
        Assert.That(Machine.Io.Interrupts.Raise(0), Is.False);
        Assert.That(Machine.Io.Interrupts.Raise(1), Is.False);
    }

    [Test]
    public void Synchronised_routine_runs_at_DIRQL_trims_and_is_counted()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Connect(out var interrupt, (_, _) => true);
        Paged(0).Write(0, 1);
        var level = KIRQL.PASSIVE_LEVEL;
        var result = Driver.KeSynchronizeExecution(
            interrupt,
            context =>
            {
                level = Driver.KeGetCurrentIrql();
                return context.Address == 9;
            },
            Driver.At(9));
        Assert.That((result, level), Is.EqualTo((true, Level)));
        Assert.That(Machine.VerifierCounters.SynchronizeExecutions, Is.EqualTo(1));
        Assert.That(Machine.Paging.TrimRequests, Is.EqualTo(1));
        Assert.That(Machine.Pages.IsResident(Machine.Pages.PageOf(Paged(0))), Is.False);
        Assert.That(Machine.Irql, Is.EqualTo(KIRQL.PASSIVE_LEVEL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL)]
    public void Synchronised_routine_that_touches_pageable_memory_is_0xD1_when_trimmed()
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Connect(out var interrupt, (_, _) => true);
        AssertBugCheck(BugCheckCode.DRIVER_IRQL_NOT_LESS_OR_EQUAL, () => Driver.KeSynchronizeExecution(
            interrupt, _ => Paged(0).Read<byte>() == 0, Pointer.Null));
    }

    [Test]
    public void Synchronisation_inside_the_routine_itself_spins_for_ever()
    {
        Connect(out var interrupt, (self, _) => Driver.KeSynchronizeExecution(self, _ => true, Pointer.Null));
        AssertHang(() => Machine.Io.Interrupts.Raise(0));
    }

    [TestCase(DriverVerifierOptions.IoVerification, true)]
    [TestCase(DriverVerifierOptions.None, false)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x111)]
    public void Routine_that_changes_the_IRQL_is_0x111(DriverVerifierOptions options, bool stops)
    {
        Boot(ProfileName, options);
        Connect(out _, (_, _) =>
        {
            Driver.KeRaiseIrql((KIRQL)7, out var _);
            return true;
        });
        if (stops)
        {
            var stop = AssertViolation(0x111, () => Machine.Io.Interrupts.Raise(0));
            Assert.That((stop.P3, stop.P4), Is.EqualTo(((ulong)Level, 7UL)));
            return;
        }

        Machine.Io.Interrupts.Raise(0);
        Assert.That(Noted(), Is.EqualTo(new ulong[] { 0x111 }));
        Assert.That(Machine.Irql, Is.EqualTo(KIRQL.PASSIVE_LEVEL));
    }

    [Test]
    public void Interrupt_spin_lock_raises_to_DIRQL_and_is_in_the_ledger()
    {
        Connect(out var interrupt, (_, _) => true);
        var old = Driver.KeAcquireInterruptSpinLock(interrupt);
        Assert.That((old, Machine.Irql), Is.EqualTo((KIRQL.PASSIVE_LEVEL, Level)));
        Assert.That(LocksHeld(), Has.Length.EqualTo(1));
        Driver.KeReleaseInterruptSpinLock(interrupt, old);
        Assert.That(Machine.Irql, Is.EqualTo(KIRQL.PASSIVE_LEVEL));
        Assert.That(LocksHeld(), Is.Empty);
    }

    [Test]
    public void Fully_specified_connection_works_like_the_old_one()
    {
        var status = Driver.IoConnectInterruptEx(
            default, out var interrupt, (_, _) => true, Pointer.Null, Pointer.Null, 0x51, Level, Level, KINTERRUPT_MODE.Latched, true, 1);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Io.Interrupts.Raise(0), Is.True);
        Driver.IoDisconnectInterruptEx(interrupt);
        Assert.That(Held(), Is.Zero);
    }

    [Test]
    [Raises(BugCheckCode.PNP_DETECTED_FATAL_ERROR, 0x9)]
    public void Disconnection_of_a_version_that_does_not_exist_is_0xCA_9()
    {
        // The form with an interrupt object writes the version itself; a driver that fills the structure may write anything.
        NonPaged(0x40).Write(0, 5U);
        var stop = AssertBugCheck(BugCheckCode.PNP_DETECTED_FATAL_ERROR, () =>
            Driver.IoDisconnectInterruptEx(new InterruptParameters(NonPaged(0x40))));
        Assert.That(stop.P1, Is.EqualTo(9));
    }

    [Test]
    public void Line_of_what_is_no_physical_device_is_refused()
    {
        var status = Driver.IoConnectInterruptEx(Device, out var interrupt, (_, _) => true, Pointer.Null);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(interrupt.IsNull);
    }

    private NTSTATUS Connect(out Pointer interrupt, KSERVICE_ROUTINE routine, Pointer spinLock = default, bool isShared = true) =>
        Driver.IoConnectInterrupt(
            out interrupt, routine, Driver.At(7), spinLock, 0x51, Level, Level, KINTERRUPT_MODE.LevelSensitive, isShared, 1, false);

    private int Held() => Machine.Resources.HeldBy(Driver.Image).Count(r => r.Kind == ResourceKind.Interrupt);
}
