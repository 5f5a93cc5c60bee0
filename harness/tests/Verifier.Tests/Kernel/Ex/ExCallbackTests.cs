using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Ex;

/// <summary>Callback objects and UUIDs.</summary>
public sealed class ExCallbackTests : KeFixture
{
    private const string Name = @"\Callback\TestDriver";

    [Test]
    public void Routines_are_called_in_the_order_of_their_registration_until_it_is_taken_back()
    {
        var calls = new List<(string, ulong, ulong, ulong)>();
        Assert.That(Create(Name, create: true, multiple: true, out var made), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var first = Driver.ExRegisterCallback(made, (context, a, b) => calls.Add(("first", context, a, b)), Driver.At(1));
        var second = Driver.ExRegisterCallback(made, (context, a, b) => calls.Add(("second", context, a, b)), Driver.At(2));
        Driver.ExNotifyCallback(made, Driver.At(10), Driver.At(11));
        Assert.That(calls, Is.EqualTo(new[] { ("first", 1UL, 10UL, 11UL), ("second", 2UL, 10UL, 11UL) }));
        Driver.ExUnregisterCallback(first);
        Driver.ExNotifyCallback(made);
        Assert.That(calls[2..], Is.EqualTo(new[] { ("second", 2UL, 0UL, 0UL) }));
        Driver.ExUnregisterCallback(second);
        Driver.ObDereferenceObject(made);
        Assert.That(Machine.Objects.Find(made), Is.Null, "the last reference is gone");
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void Object_for_one_routine_refuses_the_second()
    {
        Create(Name, create: true, multiple: false, out var made);
        Assert.That(Driver.ExRegisterCallback(made, (_, _, _) => { }).IsNull, Is.False);
        Assert.That(Driver.ExRegisterCallback(made, (_, _, _) => { }).IsNull, Is.True);
    }

    [Test]
    public void Registration_that_is_left_is_held()
    {
        Create(Name, create: true, multiple: false, out var made);
        Driver.ExRegisterCallback(made, (_, _, _) => { });
        Driver.ObDereferenceObject(made);
        Assert.That(Machine.Resources.HeldBy(Driver.Image).Select(r => r.Kind), Is.EqualTo(new[] { ResourceKind.Registration }));
        Assert.That(Machine.Objects.Find(made), Is.Not.Null, "the registration keeps the object");
    }

    [TestCase(null, NTSTATUS_UNSUCCESSFUL)]
    [TestCase(@"\Callback\Missing", NTSTATUS_NAME_NOT_FOUND)]
    public void Object_that_cannot_be_opened_is_a_status(string? name, uint status) =>
        Assert.That(Create(name, create: false, multiple: true, out _).Value, Is.EqualTo(status));

    [Test]
    public void Objects_of_the_system_are_opened_without_being_created()
    {
        Assert.That(Create(@"\Callback\PowerState", create: false, multiple: false, out var opened), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.ObDereferenceObject(opened);
        Assert.That(Machine.Objects.Find(opened), Is.Not.Null);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
        Assert.That(Create(@"\callback\powerstate", create: true, multiple: false, out var again), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(again, Is.EqualTo(opened));
    }

    [Test]
    public void What_is_no_callback_object_is_a_broken_rule()
    {
        Driver.ExNotifyCallback(NonPaged(0));
        Driver.ExUnregisterCallback(NonPaged(0));
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "no callback object", "callback that is not registered" }));
    }

    [Test]
    public void Without_pool_there_is_neither_object_nor_registration()
    {
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        Assert.That(Create(Name, create: true, multiple: true, out _), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    [Test]
    public void Uuids_differ_within_a_run_and_are_the_same_in_the_next()
    {
        byte[][] first = [Uuid(), Uuid()];
        Assert.That(first[0], Is.Not.EqualTo(first[1]));
        Assert.That(first[0][7] >> 4, Is.EqualTo(1), "version 1: of the time");
        Boot(ProfileName);
        Assert.That(new[] { Uuid(), Uuid() }, Is.EqualTo(first));
    }

    private const uint NTSTATUS_UNSUCCESSFUL = 0xC0000001;
    private const uint NTSTATUS_NAME_NOT_FOUND = 0xC0000034;

    private byte[] Uuid()
    {
        var bytes = new byte[16];
        Assert.That(Driver.ExUuidCreate(NonPaged(0)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        NonPaged(0).CopyFrom(bytes);
        return bytes;
    }

    private NTSTATUS Create(string? name, bool create, bool multiple, out Pointer made)
    {
        var attributes = NonPaged(0x100);
        Driver.InitializeObjectAttributes(attributes, name is null ? default : Driver.UnicodeLiteral(name), 0);
        return Driver.ExCreateCallback(out made, attributes, create, multiple);
    }
}
