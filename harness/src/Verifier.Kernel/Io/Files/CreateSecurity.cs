namespace Verifier.Kernel;

/// <summary>
/// The security context of a CREATE: on the stack of the thread that opens, so it is gone when the request is. Every open is granted the
/// access that it asks for, as the machine has no users.
/// </summary>
internal static class CreateSecurity
{
    /// <summary>FILE_GENERIC_READ and FILE_GENERIC_WRITE: what applications open devices with.</summary>
    public const uint ReadAndWrite = 0x0012_019F;

    /// <summary>FILE_READ_ATTRIBUTES: what IoAttachDevice opens with.</summary>
    public const uint ReadAttributes = 0x80;

    private const uint OptionsMask = 0x00FF_FFFF;

    /// <summary>Makes the context of an open and points the request's stack location to it.</summary>
    public static void Push(Machine machine, IoStackLocation create, uint access)
    {
        var thread = machine.Scheduler.Current;
        var state = machine.Stacks.Push(thread, AccessState.Bytes);
        machine.Memory.Fill(state, AccessState.Bytes, 0);
        var context = machine.Stacks.Push(thread, IoSecurityContext.Bytes);
        machine.Memory.Fill(context, IoSecurityContext.Bytes, 0);
        create.SecurityContext = new IoSecurityContext(machine, context)
        {
            AccessState = new AccessState(machine, state) { OriginalDesiredAccess = access, PreviouslyGrantedAccess = access },
            DesiredAccess = access,
            FullCreateOptions = create.CreateOptions & OptionsMask,
        };
    }
}
