using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Ob;

/// <summary>Routines registered for what never happens: they are held until they are taken back, and two do not share an altitude.</summary>
public sealed class RegistrationTests : KeFixture
{
    [Test]
    public void Object_callbacks_are_held_until_they_are_taken_back()
    {
        var registration = Registration(0x100, 1, "320000");
        Assert.That(Driver.ObRegisterCallbacks(registration, out var handle), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.ObRegisterCallbacks(registration, out _), Is.EqualTo(NTSTATUS.STATUS_FLT_INSTANCE_ALTITUDE_COLLISION));
        Assert.That(Held(), Is.EqualTo(new[] { ResourceKind.Registration }));
        Driver.ObUnRegisterCallbacks(handle);
        Assert.That((Held().Length, Machine.Breaches.Count), Is.EqualTo((0, 0)));
        Driver.ObUnRegisterCallbacks(handle);
        Assert.That(Machine.Breaches.Single().Rule, Is.EqualTo("callbacks that are not registered"));
        Assert.That(Driver.ObGetFilterVersion(), Is.EqualTo((ushort)0x100));
    }

    [TestCase((ushort)0x200, (ushort)1)]
    [TestCase((ushort)0x100, (ushort)0)]
    public void Object_callbacks_of_another_version_or_for_nothing_are_an_invalid_parameter(ushort version, ushort count) => Assert.That(
        Driver.ObRegisterCallbacks(Registration(version, count, "1"), out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));

    [Test]
    public void Registry_callbacks_are_taken_back_by_their_cookie()
    {
        var altitude = Driver.UnicodeLiteral("320000");
        var driver = new DriverObject(Machine, 0);
        Assert.That(Driver.CmRegisterCallbackEx(Nothing, altitude, driver, Pointer.Null, out var cookie), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(
            Driver.CmRegisterCallbackEx(Nothing, altitude, driver, Pointer.Null, out _), Is.EqualTo(NTSTATUS.STATUS_FLT_INSTANCE_ALTITUDE_COLLISION));
        Assert.That(Driver.CmRegisterCallback(Nothing, Pointer.Null, out var second), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Held(), Has.Length.EqualTo(2));
        Assert.That((Driver.CmUnRegisterCallback(cookie), Driver.CmUnRegisterCallback(second)), Is.EqualTo((NTSTATUS.STATUS_SUCCESS, NTSTATUS.STATUS_SUCCESS)));
        Assert.That((Driver.CmUnRegisterCallback(cookie), Held().Length), Is.EqualTo((NTSTATUS.STATUS_INVALID_PARAMETER, 0)));
        Driver.CmGetCallbackVersion(out var major, out var minor);
        Assert.That((major, minor), Is.EqualTo((1u, 1u)));
    }

    [Test]
    public void Callbacks_for_nonmaskable_interrupts_are_taken_back_by_their_handle()
    {
        var handle = Driver.KeRegisterNmiCallback((_, handled) => handled);
        Assert.That(Held(), Has.Length.EqualTo(1));
        Assert.That(Driver.KeDeregisterNmiCallback(handle), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Driver.KeDeregisterNmiCallback(handle), Held().Length), Is.EqualTo((NTSTATUS.STATUS_INVALID_HANDLE, 0)));
    }

    [Test]
    public void Without_pool_nothing_is_registered()
    {
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        Assert.That(Driver.KeRegisterNmiCallback((_, _) => false).IsNull);
        Assert.That(Driver.CmRegisterCallback(Nothing, Pointer.Null, out _), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Driver.ObRegisterCallbacks(Registration(0x100, 1, "1"), out _), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    private static NTSTATUS Nothing(Pointer context, Pointer first, Pointer second) => NTSTATUS.STATUS_SUCCESS;

    private ResourceKind[] Held() => [.. Machine.Resources.HeldBy(Driver.Image).Select(r => r.Kind)];

    private Pointer Registration(ushort version, ushort count, string altitude)
    {
        var made = NonPaged(0);
        made.Write(0, version);
        made.Write(2, count);
        Driver.RtlInitUnicodeString(new UnicodeString(made + 8), altitude);
        return made;
    }
}
