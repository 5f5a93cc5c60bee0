namespace Verifier.Kernel;

/// <summary>Callbacks for handles of processes and threads (Windows Vista with Service Pack 1), which no application opens here.</summary>
internal static class ObCallbackDdis
{
    private const ushort FilterVersion = 0x100;
    private const string NeverCalled = "never called: no application opens a process or a thread";

    /// <summary>
    /// Registers the routines of an OB_CALLBACK_REGISTRATION; ObUnRegisterCallbacks takes that back. STATUS_INVALID_PARAMETER,
    /// STATUS_FLT_INSTANCE_ALTITUDE_COLLISION, STATUS_INSUFFICIENT_RESOURCES. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Since = WindowsVersion.Vista, Modelled = NeverCalled)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ObRegisterCallbacks(Machine machine, Pointer callbackRegistration, Out<Pointer> registrationHandle)
    {
        const int countOffset = 2, altitudeOffset = 8;
        if (callbackRegistration.Read<ushort>() >> 8 != FilterVersion >> 8 || callbackRegistration.Read<ushort>(countOffset) == 0)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        var altitude = KernelText.Read(machine, callbackRegistration + altitudeOffset);
        var status = machine.Executive.Registrations.Add(RegistrationKind.ObjectCallbacks, altitude, out var block);
        if (status.IsSuccess)
        {
            machine.Memory.Write(registrationHandle, block);
        }

        return status;
    }

    /// <summary>Takes a registration of <see cref="ObRegisterCallbacks"/> back. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Vista)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ObUnRegisterCallbacks(Machine machine, Pointer registrationHandle)
    {
        if (!machine.Executive.Registrations.Remove(RegistrationKind.ObjectCallbacks, registrationHandle))
        {
            machine.Note(new RuleBreach(
                "callbacks that are not registered", $"ObUnRegisterCallbacks was given 0x{registrationHandle.Address:X}, which is no registration."));
        }
    }

    /// <summary>The version of the callbacks: OB_FLT_REGISTRATION_VERSION. IRQL: up to APC_LEVEL.</summary>
    [Ddi(Since = WindowsVersion.Vista)]
    [Irql(KIRQL.APC_LEVEL)]
    public static ushort ObGetFilterVersion(Machine machine) => FilterVersion;
}
