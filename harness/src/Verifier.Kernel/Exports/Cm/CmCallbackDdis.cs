namespace Verifier.Kernel;

/// <summary>Routines that hear of operations on registry keys.</summary>
internal static class CmCallbackDdis
{
    private const string NeverCalled = "never called: keys are not filtered";

    /// <summary>
    /// Registers a routine; CmUnRegisterCallback takes it back by the cookie. STATUS_INSUFFICIENT_RESOURCES. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Since = WindowsVersion.WindowsXP, Modelled = NeverCalled)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status)]
    [Superseded(WindowsVersion.Vista, nameof(CmRegisterCallbackEx), "CmRegisterCallback function (wdm.h)")]
    public static NTSTATUS CmRegisterCallback(Machine machine, Routine<EX_CALLBACK_FUNCTION> function, Pointer context, Out<long> cookie) =>
        Register(machine, null, cookie);

    /// <summary>
    /// Registers a routine at an altitude. STATUS_FLT_INSTANCE_ALTITUDE_COLLISION, STATUS_INSUFFICIENT_RESOURCES. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Since = WindowsVersion.Vista, Modelled = NeverCalled)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS CmRegisterCallbackEx(
        Machine machine,
        Routine<EX_CALLBACK_FUNCTION> function,
        UnicodeString altitude,
        DriverObject driver,
        Pointer context,
        Out<long> cookie,
        Pointer reserved = default) => Register(machine, KernelText.Read(machine, altitude), cookie);

    /// <summary>Takes a registration back; STATUS_INVALID_PARAMETER when there is none. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS CmUnRegisterCallback(Machine machine, long cookie) =>
        machine.Executive.Registrations.Remove(RegistrationKind.RegistryCallback, (ulong)cookie)
            ? NTSTATUS.STATUS_SUCCESS
            : NTSTATUS.STATUS_INVALID_PARAMETER;

    /// <summary>The version of the callbacks: 1.0 in Vista, 1.1 later. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Vista)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void CmGetCallbackVersion(Machine machine, Out<uint> major, Out<uint> minor)
    {
        if (major != 0)
        {
            machine.Memory.Write(major, 1u);
        }

        if (minor != 0)
        {
            machine.Memory.Write(minor, machine.Profile.Version >= WindowsVersion.Windows7 ? 1u : 0);
        }
    }

    private static NTSTATUS Register(Machine machine, string? altitude, ulong cookie)
    {
        var status = machine.Executive.Registrations.Add(RegistrationKind.RegistryCallback, altitude, out var block);
        if (status.IsSuccess)
        {
            machine.Memory.Write(cookie, block);
        }

        return status;
    }
}
