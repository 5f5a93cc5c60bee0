using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Se;

/// <summary>Access checks, privileges, tokens and the structure of exported SIDs.</summary>
public sealed class SeAccessTests : SecurityFixture
{
    private const KPROCESSOR_MODE KernelMode = KPROCESSOR_MODE.KernelMode;
    private const KPROCESSOR_MODE UserMode = KPROCESSOR_MODE.UserMode;
    private const uint MaximumAllowed = 0x0200_0000;
    private const uint GenericRead = 0x8000_0000;
    private const uint FileGenericRead = 0x0012_0089;

    private Pointer Context => NonPaged(0xC00);

    [SetUp]
    public void CaptureContext() => CaptureOf(Machine.KernelData.ApplicationProcess);

    [TestCase("D:(A;;GR;;;BA)", GenericRead, FileGenericRead)]
    [TestCase("D:(A;;GR;;;WD)", FileGenericRead, FileGenericRead)]
    [TestCase("D:(A;;FR;;;WD)(A;;GW;;;AU)", 0xC000_0000, 0x0012_019F)]
    [TestCase("D:(A;;GR;;;WD)(D;;GA;;;BA)", GenericRead, FileGenericRead)]
    [TestCase("O:BAD:", 0x0006_0000, 0x0006_0000)]
    [TestCase("D:(A;;GR;;;BA)", MaximumAllowed, FileGenericRead)]
    [TestCase("O:SY", 0x0002_0000, 0x0002_0000)]
    [TestCase("O:SY", MaximumAllowed, 0x001F_01FF)]
    [TestCase("D:", 0x0008_0000, 0x0008_0000)]
    [TestCase("D:", 0x0100_0000, 0x0100_0000)]
    public void Application_is_granted_what_its_groups_and_privileges_allow(string descriptor, long desired, long expected)
    {
        var isGranted = Check(FromText(descriptor), (uint)desired, UserMode, out var granted, out var status);
        Assert.That((isGranted, granted, status), Is.EqualTo((true, (uint)expected, NTSTATUS.STATUS_SUCCESS)));
    }

    [TestCase("D:", GenericRead)]
    [TestCase("D:(A;;GR;;;SY)", GenericRead)]
    [TestCase("D:(A;;GR;;;BA)", 0xC000_0000)]
    [TestCase("D:(D;;GA;;;BA)(A;;GR;;;WD)", GenericRead)]
    [TestCase("D:(A;IO;GA;;;WD)", GenericRead)]
    [TestCase("D:", MaximumAllowed)]
    public void Application_is_denied_what_is_not_granted(string descriptor, long desired)
    {
        var isGranted = Check(FromText(descriptor), (uint)desired, UserMode, out var granted, out var status);
        Assert.That((isGranted, granted, status), Is.EqualTo((false, 0U, NTSTATUS.STATUS_ACCESS_DENIED)));
    }

    [Test]
    public void Local_system_is_another_subject()
    {
        CaptureOf(Machine.KernelData.SystemProcess);
        Assert.That(Check(FromText("D:(A;;GR;;;SY)"), GenericRead, UserMode, out _, out _));
        Assert.That(Check(FromText("D:(A;;GR;;;BU)"), GenericRead, UserMode, out _, out _), Is.False);
    }

    [Test]
    public void Kernel_mode_is_granted_everything()
    {
        Assert.That(Check(FromText("D:"), 0x1234, KernelMode, out var granted, out var status));
        Assert.That((granted, status), Is.EqualTo((0x1234U, NTSTATUS.STATUS_SUCCESS)));
        Assert.That(Check(FromText("D:"), MaximumAllowed, KernelMode, out granted, out _));
        Assert.That(granted, Is.EqualTo(0x001F_01FFU));
    }

    [Test]
    public void Privileges_that_were_used_are_told_and_freed()
    {
        var told = NonPaged(0xD00);
        Driver.SeAccessCheck(FromText("D:"), Context, false, 0x0008_0000, 0, told, FileMapping, UserMode, out _, out _);
        var set = told.ReadPointer();
        Assert.That((set.Read<uint>(), set.Read<ulong>(8)), Is.EqualTo((1U, 9UL)), "SeTakeOwnershipPrivilege");
        Driver.SeFreePrivileges(set);
        Assert.That(Machine.Pool.Census.BlockAt(set), Is.Null);
        Driver.SeAccessCheck(FromText("D:(A;;GA;;;WD)"), Context, false, GenericRead, 0, told, FileMapping, UserMode, out _, out _);
        Assert.That(told.ReadPointer().IsNull);
    }

    [TestCase(10UL, true, TestName = "SeLoadDriverPrivilege is an administrator's")]
    [TestCase(7UL, false, TestName = "SeTcbPrivilege is not")]
    [TestCase(1UL, false, TestName = "There is no privilege 1")]
    [TestCase(37UL, false, TestName = "There is no privilege 37")]
    public void Privileges_of_applications(ulong privilege, bool expected)
    {
        Assert.That(Driver.SeSinglePrivilegeCheck(privilege, KernelMode), "kernel mode has them all");
        Assert.That(Driver.SeSinglePrivilegeCheck(privilege, UserMode), Is.EqualTo(expected), "the test runs in an application's thread");
        var inSystemThread = false;
        StartThread("system", () => inSystemThread = Driver.SeSinglePrivilegeCheck(privilege, UserMode));
        Driver.KeDelayExecutionThread(KernelMode, false, -1);
        Assert.That(inSystemThread, "Local System has them all");
    }

    [Test]
    public void Access_state_takes_three_privileges()
    {
        var (state, set) = (new AccessState(NonPaged(0x100)), NonPaged(0x300));
        set.Write(0, 2U);
        set.Write(8, 8UL);
        set.Write(20, 9UL);
        Assert.That(Driver.SeAppendPrivileges(state, set), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(
            (state.Pointer.Read<uint>(0x50), state.Pointer.Read<ulong>(0x58), state.Pointer.Read<ulong>(0x64)), Is.EqualTo((2U, 8UL, 9UL)));
        Assert.That(Driver.SeAppendPrivileges(state, set), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        set.Write(0, 1U);
        Assert.That(Driver.SeAppendPrivileges(state, set), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
    }

    [Test]
    public void Subject_context_holds_its_token_until_it_is_released()
    {
        Driver.SeCaptureSubjectContext(Context);
        var token = Context.ReadPointer(0x10);
        Assert.That((Machine.Objects.KindOf(token), Driver.SeTokenType(token)), Is.EqualTo((ObjectKind.Token, TOKEN_TYPE.TokenPrimary)));
        Driver.SeLockSubjectContext(Context);
        Driver.SeUnlockSubjectContext(Context);
        Assert.That(Machine.Resources.Find(ResourceKind.Reference, token), Is.Not.Null);
        Driver.SeReleaseSubjectContext(Context);
        Assert.That(Machine.Resources.Find(ResourceKind.Reference, token), Is.Null);
    }

    [TestCase(true, false, TOKEN_TYPE.TokenPrimary)]
    [TestCase(false, false, TOKEN_TYPE.TokenImpersonation)]
    [TestCase(true, true, TOKEN_TYPE.TokenImpersonation)]
    public void Client_context_has_a_reference_or_a_copy(bool isDynamic, bool isRemote, TOKEN_TYPE type)
    {
        var (qos, client) = (NonPaged(0x100), NonPaged(0x200));
        qos.Write(0, 0x0CU);
        qos.Write(8, isDynamic);
        Assert.That(
            Driver.SeCreateClientSecurity(Driver.PsGetCurrentThread(), qos, isRemote, client), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var token = client.ReadPointer(0x10);
        Assert.That((Driver.SeTokenType(token), client.Read<byte>(0x1A)), Is.EqualTo((type, (byte)(isRemote ? 1 : 0))));
        Driver.SeImpersonateClient(client);
        Assert.That(Driver.SeImpersonateClientEx(client), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Resources.HeldBy(Driver.Image).Select(r => r.Key), Is.EqualTo(new[] { token.Address }));
        if (type == TOKEN_TYPE.TokenPrimary)
        {
            Driver.PsDereferencePrimaryToken(token);
        }
        else
        {
            Driver.PsDereferenceImpersonationToken(token);
            Driver.PsDereferenceImpersonationToken(Pointer.Null);
        }

        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
        Assert.That(Machine.Objects.KindOf(token), Is.EqualTo(type == TOKEN_TYPE.TokenPrimary ? ObjectKind.Token : (ObjectKind?)null));
    }

    [Test]
    public void Client_context_without_pool_for_a_copy()
    {
        BootWithEmptyPool(POOL_TYPE.NonPagedPool);
        var status = Driver.SeCreateClientSecurity(Driver.PsGetCurrentThread(), NonPaged(0x100), false, NonPaged(0x200));
        Assert.That((status, NonPaged(0x200).Read<ulong>(0x10)), Is.EqualTo((NTSTATUS.STATUS_INSUFFICIENT_RESOURCES, 0UL)));
    }

    [Test]
    public void Audit_alarm_asks_for_none_at_close()
    {
        Driver.SeOpenObjectAuditAlarm(
            default, default, default, default, new AccessState(NonPaged(0x100)), false, true, UserMode, out var generateOnClose);
        Assert.That(generateOnClose, Is.False);
    }

    [Test]
    public void SeExports_is_laid_out_as_in_ntifs()
    {
        var exports = Driver.SeExports;
        Assert.That(exports, Is.EqualTo(Driver.SeExports), "there is one");
        Assert.That(Driver.MmGetSystemRoutineAddress(Driver.UnicodeLiteral("SeExports")).ReadPointer(), Is.EqualTo(exports));
        Assert.That((exports.Read<ulong>(0x00), exports.Read<ulong>(0x40), exports.Read<ulong>(0xB0)), Is.EqualTo((2UL, 10UL, 24UL)));
        Assert.That(new[] { 0xC0, 0x108, 0x110, 0x150, 0x180, 0x1D0 }.Select(at => SidAt(exports, at)), Is.EqualTo(new[]
        {
            Sid.Of("S-1-1-0"), Sid.Of("S-1-5-18"), Sid.Of("S-1-5-32-544"), Sid.Of("S-1-5-11"), Sid.Of("S-1-5-19"), Sid.Of("S-1-5-17"),
        }));
        Assert.That(exports.Read<ulong>(0x198), Is.EqualTo(29UL), "SeImpersonatePrivilege");
        Assert.That(exports.Read<ulong>(0x1C8), Is.EqualTo(35UL), "SeCreateSymbolicLinkPrivilege");
        Restart(Machine.Profile);
        Assert.That(SidAt(Driver.SeExports, 0xC0), Is.EqualTo(Sid.Of("S-1-1-0")));
    }

    [Test]
    public void Token_type_is_known_to_the_object_manager()
    {
        Driver.SeCaptureSubjectContext(Context);
        var token = Context.ReadPointer(0x10);
        Assert.That(Driver.ObReferenceObjectByPointer(token, 0, Driver.SeTokenObjectType, UserMode), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(
            Driver.ObReferenceObjectByPointer(token, 0, Driver.PsThreadType, UserMode), Is.EqualTo(NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH));
    }

    private byte[] SidAt(Pointer exports, int at) => Sid.Read(Machine, exports.ReadPointer(at));

    private void CaptureOf(ulong process) => Context.Write(0x10, Machine.Security.Tokens.Of(process));

    private bool Check(Pointer descriptor, uint desired, KPROCESSOR_MODE mode, out uint granted, out NTSTATUS status) =>
        Driver.SeAccessCheck(descriptor, Context, false, desired, 0, default, FileMapping, mode, out granted, out status);
}
