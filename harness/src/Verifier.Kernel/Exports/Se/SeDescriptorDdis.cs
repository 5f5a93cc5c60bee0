namespace Verifier.Kernel;

/// <summary>Security descriptors that the kernel copies for drivers into pool memory.</summary>
internal static class SeDescriptorDdis
{
    /// <summary>
    /// Copies a security descriptor in self-relative form into pool memory, which the driver frees with ExFreePool. A kernel-mode caller
    /// that does not ask for a copy gets the address that it gave. STATUS_UNKNOWN_REVISION, STATUS_INVALID_SID, STATUS_INVALID_ACL;
    /// STATUS_INSUFFICIENT_RESOURCES.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Allocates = MemoryKind.Pool)]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS SeCaptureSecurityDescriptor(
        Machine machine,
        Pointer originalSecurityDescriptor,
        KPROCESSOR_MODE currentMode,
        POOL_TYPE poolType,
        bool captureIfKernel,
        Out<Pointer> capturedSecurityDescriptor)
    {
        if (originalSecurityDescriptor.IsNull || (currentMode == KPROCESSOR_MODE.KernelMode && !captureIfKernel))
        {
            machine.Memory.Write(capturedSecurityDescriptor, originalSecurityDescriptor.Address);
            return NTSTATUS.STATUS_SUCCESS;
        }

        return Copy(machine, originalSecurityDescriptor, poolType, capturedSecurityDescriptor);
    }

    /// <summary>Frees a copy that SeCaptureSecurityDescriptor made with the same arguments.</summary>
    [Ddi(Frees = MemoryKind.Pool)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void SeReleaseSecurityDescriptor(
        Machine machine, Pointer capturedSecurityDescriptor, KPROCESSOR_MODE currentMode, bool captureIfKernelMode)
    {
        if (!capturedSecurityDescriptor.IsNull && (currentMode == KPROCESSOR_MODE.UserMode || captureIfKernelMode))
        {
            machine.Pool.Free(capturedSecurityDescriptor);
        }
    }

    /// <summary>
    /// Makes the security descriptor of a new object in paged pool: owner, group and ACLs that are given explicitly, otherwise those of the
    /// creator's token. SeDeassignSecurity frees it. STATUS_INSUFFICIENT_RESOURCES.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Allocates = MemoryKind.Pool, Modelled = "nothing is inherited from the parent")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS SeAssignSecurity(
        Machine machine,
        Pointer parentDescriptor,
        Pointer explicitDescriptor,
        Out<Pointer> newDescriptor,
        bool isDirectoryObject,
        Pointer subjectContext,
        Pointer genericMapping,
        POOL_TYPE poolType)
    {
        var given = explicitDescriptor.IsNull ? new SecurityParts(0) : new SecurityDescriptor(machine, explicitDescriptor).Read();
        var creator = machine.Security.Tokens.SidsOf(machine.Security.Tokens.OfContext(subjectContext))[0];
        var parts = given with { Owner = given.Owner ?? creator, Group = given.Group ?? creator };
        var status = machine.Security.Allocate(parts, POOL_TYPE.PagedPool, out var made, out _);
        machine.Memory.Write(newDescriptor, made);
        return status;
    }

    /// <summary>Frees a security descriptor that SeAssignSecurity made, and sets the driver's pointer to NULL.</summary>
    [Ddi(Frees = MemoryKind.Pool)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS SeDeassignSecurity(Machine machine, InOut<Pointer> securityDescriptor)
    {
        var descriptor = machine.Memory.Read<ulong>(securityDescriptor);
        if (descriptor != 0)
        {
            machine.Pool.Free(descriptor);
        }

        machine.Memory.Write(securityDescriptor, 0UL);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// Copies some parts of an object's security descriptor into a buffer, in self-relative form. The length is that of the buffer, then
    /// what is needed. STATUS_BUFFER_TOO_SMALL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS SeQuerySecurityDescriptorInfo(
        Machine machine,
        In<SECURITY_INFORMATION> securityInformation,
        Pointer securityDescriptor,
        InOut<uint> length,
        In<ulong> objectsSecurityDescriptor)
    {
        var descriptor = machine.Memory.Read<ulong>(objectsSecurityDescriptor);
        var parts = descriptor == 0 ? new SecurityParts(0) : new SecurityDescriptor(machine, descriptor).Read();
        var which = (SECURITY_INFORMATION)machine.Memory.Read<uint>(securityInformation);
        return machine.Security.Copy(parts, which, securityDescriptor, machine.Memory.Read<uint>(length), length);
    }

    /// <summary>
    /// Makes a security descriptor anew with some parts of another, in the pool of that type; the driver frees the old one and the new one.
    /// STATUS_NO_SECURITY_ON_OBJECT without an old one, STATUS_BAD_DESCRIPTOR_FORMAT for an absolute one; STATUS_INSUFFICIENT_RESOURCES.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Allocates = MemoryKind.Pool)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS SeSetSecurityDescriptorInfo(
        Machine machine,
        [Parameter(Name = "Object")] Pointer target,
        In<SECURITY_INFORMATION> securityInformation,
        Pointer modificationDescriptor,
        InOut<Pointer> objectsSecurityDescriptor,
        POOL_TYPE poolType,
        Pointer genericMapping)
    {
        var address = machine.Memory.Read<ulong>(objectsSecurityDescriptor);
        if (address == 0)
        {
            return NTSTATUS.STATUS_NO_SECURITY_ON_OBJECT;
        }

        var old = new SecurityDescriptor(machine, address);
        if (!old.IsSelfRelative)
        {
            return NTSTATUS.STATUS_BAD_DESCRIPTOR_FORMAT;
        }

        var which = (SECURITY_INFORMATION)machine.Memory.Read<uint>(securityInformation);
        var parts = old.Read().With(which, new SecurityDescriptor(machine, modificationDescriptor).Read());
        var status = machine.Security.Allocate(parts, poolType, out var made, out _);
        if (status.IsSuccess)
        {
            machine.Memory.Write(objectsSecurityDescriptor, made);
        }

        return status;
    }

    /// <summary>
    /// Makes the self-relative security descriptor that a text (SDDL) says, in paged pool; the driver frees it with ExFreePool. Revision 1.
    /// STATUS_INVALID_PARAMETER for a text that is none; STATUS_INSUFFICIENT_RESOURCES.
    /// </summary>
    [Ddi(
        Family = DdiFamily.Object,
        Since = WindowsVersion.Windows8,
        Allocates = MemoryKind.Pool,
        Modelled = "ACEs that allow or deny access")]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS SeConvertStringSecurityDescriptorToSecurityDescriptor(
        Machine machine,
        [Parameter(Text = TextArgument.Wide)] Pointer stringSecurityDescriptor,
        [Parameter(Name = "StringSDRevision")] uint revision,
        Out<Pointer> securityDescriptor,
        Pointer securityDescriptorSize = default)
    {
        const uint knownRevision = 1;
        var text = CountedString.ReadTerminated(machine, stringSecurityDescriptor, isWide: true);
        if (revision != knownRevision || Sddl.Parse(text) is not { } parts)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        var status = machine.Security.Allocate(parts, POOL_TYPE.PagedPool, out var made, out var bytes);
        machine.Memory.Write(securityDescriptor, made);
        if (status.IsSuccess && !securityDescriptorSize.IsNull)
        {
            machine.Memory.Write(securityDescriptorSize, (uint)bytes);
        }

        return status;
    }

    private static NTSTATUS Copy(Machine machine, ulong original, POOL_TYPE poolType, ulong captured)
    {
        var descriptor = new SecurityDescriptor(machine, original);
        var status = descriptor.Check();
        if (!status.IsSuccess)
        {
            return status;
        }

        status = machine.Security.Allocate(descriptor.Read(), poolType, out var copy, out _);
        machine.Memory.Write(captured, copy);
        return status;
    }
}
