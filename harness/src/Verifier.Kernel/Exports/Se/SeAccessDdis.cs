namespace Verifier.Kernel;

/// <summary>
/// Checks of access and privileges. Applications are run by one administrator, elevated and with all privileges of administrators enabled;
/// system threads are Local System. IRQL: PASSIVE_LEVEL.
/// </summary>
internal static class SeAccessDdis
{
    private static readonly PoolTag PrivilegesTag = "SePr";

    /// <summary>
    /// True if a subject may have access to an object with a security descriptor; kernel mode always may. FALSE with STATUS_ACCESS_DENIED
    /// as the status. Privileges that were used are stored where an address for them is given: SeFreePrivileges frees them.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static bool SeAccessCheck(
        Machine machine,
        Pointer securityDescriptor,
        Pointer subjectSecurityContext,
        bool subjectContextLocked,
        uint desiredAccess,
        uint previouslyGrantedAccess,
        Pointer privileges,
        Pointer genericMapping,
        KPROCESSOR_MODE accessMode,
        Out<uint> grantedAccess,
        Out<NTSTATUS> accessStatus)
    {
        var token = machine.Security.Tokens.OfContext(subjectSecurityContext);
        var check = new AccessCheck(machine, token, genericMapping);
        var granted = accessMode == KPROCESSOR_MODE.KernelMode
            ? AllOf(check, desiredAccess) | previouslyGrantedAccess
            : securityDescriptor.IsNull ? 0
            : check.Grant(new SecurityDescriptor(machine, securityDescriptor).Read(), desiredAccess, previouslyGrantedAccess);
        var isGranted = granted != 0 || accessMode == KPROCESSOR_MODE.KernelMode;
        machine.Memory.Write(grantedAccess, granted);
        machine.Memory.Write(accessStatus, (isGranted ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_ACCESS_DENIED).Value);
        if (!privileges.IsNull)
        {
            machine.Memory.Write(privileges, PrivilegeSet(machine, isGranted ? check.UsedPrivileges : []));
        }

        return isGranted;
    }

    /// <summary>Frees a set of privileges that SeAccessCheck gave.</summary>
    [Ddi(Frees = MemoryKind.Pool)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void SeFreePrivileges(Machine machine, Pointer privileges) => machine.Pool.Free(privileges);

    /// <summary>True if the subject of the running thread has a privilege. Kernel mode always has; a LUID is 64 bits.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static bool SeSinglePrivilegeCheck(Machine machine, ulong privilegeValue, KPROCESSOR_MODE previousMode) =>
        previousMode == KPROCESSOR_MODE.KernelMode
        || machine.Security.Tokens.Holds(machine.Security.Tokens.Of(machine.CurrentProcess), privilegeValue);

    /// <summary>
    /// Adds privileges to an access state, which has room for three. STATUS_INSUFFICIENT_RESOURCES, also for more than three (our choice).
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "up to three privileges in all")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS SeAppendPrivileges(Machine machine, AccessState accessState, Pointer privileges)
    {
        const int setOffset = 0x50, firstOffset = 8, bytesEach = 12, most = 3;
        var set = accessState.Pointer + setOffset;
        var (count, added) = (set.Read<uint>(), privileges.Read<uint>());
        if (added > most || count + added > most)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.Move(set + firstOffset + (count * bytesEach), privileges + firstOffset, added * bytesEach);
        set.Write(0, count + added);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>The kernel writes no audit: no audit is generated at close either.</summary>
    [Ddi(IsInert = true, Modelled = "no audit: GenerateOnClose is FALSE")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void SeOpenObjectAuditAlarm(
        Machine machine,
        UnicodeString objectTypeName,
        [Parameter(Name = "Object")] Pointer target,
        UnicodeString absoluteObjectName,
        Pointer securityDescriptor,
        AccessState accessState,
        bool objectCreated,
        bool accessGranted,
        KPROCESSOR_MODE accessMode,
        Out<bool> generateOnClose) => machine.Memory.Write(generateOnClose, (byte)0);

    private static uint AllOf(AccessCheck check, uint desired) =>
        (desired & AccessCheck.MaximumAllowed) != 0
            ? check.Mapped(AccessCheck.GenericAll) | (desired & ~AccessCheck.MaximumAllowed)
            : desired;

    private static ulong PrivilegeSet(Machine machine, List<uint> used)
    {
        const ulong firstOffset = 8, bytesEach = 12;
        const uint usedForAccess = 0x8000_0000;
        if (used.Count == 0)
        {
            return 0;
        }

        var bytes = firstOffset + (bytesEach * (ulong)used.Count);
        machine.Pool.TryAllocate(new PoolRequest(POOL_TYPE.PagedPool, bytes, PrivilegesTag), out var set);
        if (set != 0)
        {
            machine.Memory.Write(set, (ulong)used.Count);
            for (var i = 0; i < used.Count; i++)
            {
                var at = set + firstOffset + (bytesEach * (ulong)i);
                machine.Memory.Write(at, (ulong)used[i]);
                machine.Memory.Write(at + sizeof(ulong), usedForAccess);
            }
        }

        return set;
    }
}
