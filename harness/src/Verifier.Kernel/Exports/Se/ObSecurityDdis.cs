namespace Verifier.Kernel;

/// <summary>The security of objects.</summary>
internal static class ObSecurityDdis
{
    /// <summary>
    /// Sets parts of the security of the object behind a handle. STATUS_INVALID_HANDLE; STATUS_ACCESS_VIOLATION without a descriptor;
    /// STATUS_UNKNOWN_REVISION, STATUS_INVALID_SID, STATUS_INVALID_ACL; STATUS_INSUFFICIENT_RESOURCES.
    /// </summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwSetSecurityObject(
        Machine machine, ulong handle, SECURITY_INFORMATION securityInformation, Pointer securityDescriptor)
    {
        if (machine.Handles.Find(handle) is not { } entry)
        {
            return NTSTATUS.STATUS_INVALID_HANDLE;
        }

        if (securityDescriptor.IsNull)
        {
            return NTSTATUS.STATUS_ACCESS_VIOLATION;
        }

        var descriptor = new SecurityDescriptor(machine, securityDescriptor);
        var status = descriptor.Check();
        if (status.IsSuccess)
        {
            machine.Security.Set(entry.Object, machine.Security.Of(entry.Object).With(securityInformation, descriptor.Read()));
        }

        return status;
    }

    /// <summary>
    /// Copies parts of the security of the object behind a handle into a buffer, in self-relative form, and tells the length that they
    /// need. STATUS_INVALID_HANDLE, STATUS_BUFFER_TOO_SMALL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwQuerySecurityObject(
        Machine machine,
        ulong handle,
        SECURITY_INFORMATION securityInformation,
        Pointer securityDescriptor,
        uint length,
        Out<uint> lengthNeeded) => machine.Handles.Find(handle) is { } entry
        ? machine.Security.Copy(machine.Security.Of(entry.Object), securityInformation, securityDescriptor, length, lengthNeeded)
        : NTSTATUS.STATUS_INVALID_HANDLE;

    /// <summary>
    /// Makes the object manager keep a copy of a security descriptor, with some references that ObDereferenceSecurityDescriptor gives back.
    /// STATUS_INSUFFICIENT_RESOURCES.
    /// </summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ObLogSecurityDescriptor(
        Machine machine, Pointer inputSecurityDescriptor, Out<Pointer> outputSecurityDescriptor, uint refBias)
    {
        var kept = machine.Security.Log(new SecurityDescriptor(machine, inputSecurityDescriptor).Read(), (int)refBias);
        machine.Memory.Write(outputSecurityDescriptor, kept);
        return kept != 0 ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
    }

    /// <summary>Gives references to a kept security descriptor back; more than there are is 0x18.</summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static void ObDereferenceSecurityDescriptor(Machine machine, Pointer securityDescriptor, uint count) =>
        machine.Security.Dereference(securityDescriptor, (int)count);
}
