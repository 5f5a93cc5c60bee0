using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Ob;

public sealed class ObTests : KeFixture
{
    private const KPROCESSOR_MODE KernelMode = KPROCESSOR_MODE.KernelMode;
    private const KPROCESSOR_MODE UserMode = KPROCESSOR_MODE.UserMode;

    [Test]
    public void IoCreateNotificationEvent_is_open_until_its_handle_is_closed()
    {
        var made = Driver.IoCreateNotificationEvent(Driver.UnicodeLiteral(@"\BaseNamedObjects\Ready"), out var handle);
        Assert.That(Driver.KeReadStateEvent(made), Is.EqualTo(1), "such an event begins signalled");
        var again = Driver.IoCreateSynchronizationEvent(Driver.UnicodeLiteral(@"\basenamedobjects\ready"), out var second);
        Assert.That(again, Is.EqualTo(made), "opened, not made");
        Assert.That(Machine.Resources.HeldBy(Driver.Image).Select(r => r.Kind), Is.All.EqualTo(ResourceKind.Handle).And.Exactly(2).Items);
        Driver.ZwClose(handle);
        Assert.That(Machine.Objects.Find(made), Is.Not.Null);
        Driver.ZwClose(second);
        Assert.That(Machine.Objects.Find(made), Is.Null);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void IoCreateNotificationEvent_with_the_pool_exhausted_is_null()
    {
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        Assert.That(Driver.IoCreateNotificationEvent(Driver.UnicodeLiteral(@"\X"), out var handle).IsNull, Is.True);
        Assert.That(handle, Is.Zero);
        Assert.That(DdiCatalogue.Find("IoCreateNotificationEvent")!.Failure.Shape, Is.EqualTo(FailureShape.Null));
    }

    [Test]
    public void ObReferenceObjectByHandle_checks_the_type()
    {
        Driver.IoCreateNotificationEvent(Driver.UnicodeLiteral(@"\X"), out var handle);
        var status = Driver.ObReferenceObjectByHandle(handle, 0, Driver.PsThreadType, KernelMode, out var none);
        Assert.That((status, none.IsNull), Is.EqualTo((NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH, true)));
        status = Driver.ObReferenceObjectByHandle(handle, 0, Driver.ExEventObjectType, KernelMode, out var found);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.ObReferenceObject(found);
        Driver.ObDereferenceObject(found);
        Assert.That(Machine.Resources.Find(ResourceKind.Reference, found), Is.Not.Null, "one of two references is left");
        Driver.ObDereferenceObject(found);
        Assert.That(Machine.Resources.Find(ResourceKind.Reference, found), Is.Null);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x3C)]
    public void ObReferenceObjectByHandle_of_a_bad_handle_is_a_status_and_verified_0xC4_0x3C()
    {
        Assert.That(Driver.ObReferenceObjectByHandle(0x44, 0, Pointer.Null, KernelMode, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_HANDLE));
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Assert.That(
            AssertViolation(0x3C, () => Driver.ObReferenceObjectByHandle(0x44, 0, Pointer.Null, KernelMode, out _)).P2, Is.EqualTo(0x44UL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xF5)]
    public void ObReferenceObjectByHandle_of_null_verified_is_0xC4_0xF5()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        AssertViolation(0xF5, () => Driver.ObReferenceObjectByHandle(0, 0, Pointer.Null, KernelMode, out _));
    }

    [TestCase(0UL, DriverVerifierOptions.None)]
    [TestCase(0x44UL, DriverVerifierOptions.None)]
    [TestCase(0UL, DriverVerifierOptions.Standard)]
    [TestCase(0x44UL, DriverVerifierOptions.Standard)]
    public void Handle_that_an_application_may_have_passed_in_is_a_status_and_no_violation(ulong handle, DriverVerifierOptions options)
    {
        Boot(ProfileName, options);
        Assert.That(
            Driver.ObReferenceObjectByHandle(handle, 0, Driver.ExEventObjectType, UserMode, out _),
            Is.EqualTo(NTSTATUS.STATUS_INVALID_HANDLE));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x3C)]
    public void Handle_of_the_drivers_own_that_is_closed_is_0xC4_0x3C_in_UserMode_too()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Assert.That(Driver.ZwCreateEvent(out var handle, 0, Pointer.Null, EVENT_TYPE.NotificationEvent, false).IsSuccess, Is.True);
        Driver.ZwClose(handle);
        AssertViolation(0x3C, () => Driver.ObReferenceObjectByHandle(handle, 0, Pointer.Null, UserMode, out _));
    }

    [TestCase(0UL, 0xF5UL)]
    [TestCase(0x44UL, 0x3CUL)]
    public void System_thread_has_no_application_to_blame_for_its_handle(ulong handle, ulong code)
    {
        Machine.Scheduler.Create("system", isSystem: true, () => Driver.ObReferenceObjectByHandle(handle, 0, Pointer.Null, UserMode, out _));
        Machine.Scheduler.Yield();
        Assert.That(Machine.Violations.Select(v => v.P1), Is.EqualTo(new[] { code }));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xF6)]
    public void ObReferenceObjectByHandle_of_a_user_handle_as_kernel_is_0xC4_0xF6()
    {
        Boot(ProfileName, DriverVerifierOptions.MiscellaneousChecks);
        Assert.That(Driver.ZwCreateEvent(out var handle, 0, Pointer.Null, EVENT_TYPE.NotificationEvent, false).IsSuccess, Is.True);
        AssertViolation(0xF6, () => Driver.ObReferenceObjectByHandle(handle, 0, Pointer.Null, KernelMode, out _));
    }

    [Test]
    public void Handle_of_the_application_is_not_the_systems()
    {
        Driver.ZwCreateEvent(out var handle, 0, Pointer.Null, EVENT_TYPE.NotificationEvent, false);
        var inSystem = NTSTATUS.STATUS_SUCCESS;
        StartThread("system", () => inSystem = Driver.ZwSetEvent(handle));
        Machine.Scheduler.Yield();
        Assert.That((inSystem, Driver.ZwSetEvent(handle)), Is.EqualTo((NTSTATUS.STATUS_INVALID_HANDLE, NTSTATUS.STATUS_SUCCESS)));
        Assert.That(Driver.ZwWaitForSingleObject(handle, false, 0), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    [Raises(BugCheckCode.INVALID_KERNEL_HANDLE)]
    public void ZwClose_twice_of_a_kernel_handle_is_0x93()
    {
        Driver.IoCreateNotificationEvent(Driver.UnicodeLiteral(@"\X"), out var handle);
        Driver.ZwClose(handle);
        var stop = AssertBugCheck(BugCheckCode.INVALID_KERNEL_HANDLE, () => Driver.ZwClose(handle));
        Assert.That((stop.P1, stop.P2), Is.EqualTo((handle, 1UL)));
    }

    [Test]
    public void ZwClose_twice_of_a_user_handle_is_a_status()
    {
        Driver.ZwCreateEvent(out var handle, 0, Pointer.Null, EVENT_TYPE.NotificationEvent, false);
        Driver.ZwClose(handle);
        Assert.That(Driver.ZwClose(handle), Is.EqualTo(NTSTATUS.STATUS_INVALID_HANDLE));
    }

    [Test]
    [Raises(BugCheckCode.REFERENCE_BY_POINTER)]
    public void ObDereferenceObject_once_too_often_is_0x18()
    {
        var gone = MakeAndDelete();
        Assert.That(AssertBugCheck(BugCheckCode.REFERENCE_BY_POINTER, () => Driver.ObDereferenceObject(gone)).P2, Is.EqualTo(gone.Address));
    }

    [Test]
    public void ObDereferenceObject_once_too_often_verified_is_0xC4_0x3F_from_windows_7_on()
    {
        Boot(ProfileName, DriverVerifierOptions.MiscellaneousChecks);
        var gone = MakeAndDelete();
        Assert.That(AssertViolation(0x3F, () => Driver.ObDereferenceObject(gone)).P3, Is.EqualTo(ulong.MaxValue));
    }

    [Test]
    public void ObDereferenceObject_of_null_touches_what_is_not_there() =>
        AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, () => Driver.ObDereferenceObject(Pointer.Null));

    [Test]
    public void ObReferenceObjectByPointer_of_another_type_is_a_mismatch()
    {
        var thread = Driver.PsGetCurrentThread();
        var mismatch = Driver.ObReferenceObjectByPointer(thread, 0, Driver.ExEventObjectType, KernelMode);
        Assert.That(mismatch, Is.EqualTo(NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH));
        Assert.That(Driver.ObReferenceObjectByPointer(thread, 0, Driver.PsThreadType, KernelMode), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Driver.ObDereferenceObject(thread);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE4)]
    public void Malformed_name_to_a_system_service_is_0xC4_0xE4()
    {
        Boot(ProfileName, DriverVerifierOptions.SecurityChecks);
        var name = new UnicodeString(NonPaged(0));
        Driver.RtlInitUnicodeString(name, @"\X");
        name.Length = 3;
        var attributes = NonPaged(0x40);
        Driver.InitializeObjectAttributes(attributes, name, OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE);
        AssertViolation(0xE4, () => Driver.ZwCreateEvent(out _, 0, attributes, EVENT_TYPE.NotificationEvent, false));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xE3)]
    public void Attributes_at_a_user_address_are_0xC4_0xE3()
    {
        Boot(ProfileName, DriverVerifierOptions.SecurityChecks);
        AssertViolation(0xE3, () => Driver.ZwCreateEvent(out _, 0, Driver.At(0x7000), EVENT_TYPE.NotificationEvent, false));
    }

    private Pointer MakeAndDelete()
    {
        var made = Driver.IoCreateNotificationEvent(Driver.UnicodeLiteral(@"\X"), out var handle);
        Driver.ObReferenceObject(made);
        Driver.ZwClose(handle);
        Driver.ObDereferenceObject(made);
        return made;
    }

    [TestCase("windows-10-x64", true)]
    [TestCase("windows-xp-x86", false)]
    public void IoCreateNotificationEvent_gives_a_kernel_handle_from_Server_2003_on(string profile, bool isKernel)
    {
        Boot(profile);
        Driver.IoCreateNotificationEvent(Driver.UnicodeLiteral(@"\BaseNamedObjects\Ready"), out var handle);
        Assert.That(handle >> 63 == 1, Is.EqualTo(isKernel));
    }

    [TestCase(@"\BaseNamedObjects\Ready", true)]
    [TestCase(@"\Ready", true)]
    [TestCase(@"\NoSuchDirectory\Ready", false)]
    [TestCase(@"\BaseNamedObjects\Nothing\Ready", false)]
    public void Named_event_needs_a_directory_that_exists(string name, bool exists) => Assert.That(
        Driver.IoCreateSynchronizationEvent(Driver.UnicodeLiteral(name), out _).IsNull, Is.Not.EqualTo(exists));

    [TestCase(KernelMode, true)]
    [TestCase(KPROCESSOR_MODE.UserMode, false)]
    public void ObReferenceObjectByPointer_without_a_type_needs_KernelMode(KPROCESSOR_MODE mode, bool allowed)
    {
        var thread = Driver.PsGetCurrentThread();
        var status = Driver.ObReferenceObjectByPointer(thread, 0, Pointer.Null, mode);
        Assert.That(status, Is.EqualTo(allowed ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH));
        Assert.That(Machine.Resources.Find(ResourceKind.Reference, thread) is not null, Is.EqualTo(allowed));
        Assert.That(
            Driver.ObReferenceObjectByPointer(thread, 0, Driver.PsThreadType, mode), Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "a type is always right");
    }
}
