namespace Verifier.Kernel;

/// <summary>Tokens, subject contexts (0x20 bytes) and client contexts (0x48 bytes).</summary>
internal static class SeTokenDdis
{
    private const int SubjectContextBytes = 0x20;
    private const int PrimaryTokenOffset = 0x10;
    private const int ClientTokenOffset = 0x10;

    /// <summary>Fills a subject context with the running thread's: its tokens are referenced until SeReleaseSubjectContext.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void SeCaptureSubjectContext(Machine machine, Pointer subjectContext)
    {
        var token = machine.Security.Tokens.Of(machine.CurrentProcess);
        machine.Memory.Fill(subjectContext, SubjectContextBytes, 0);
        subjectContext.Write(PrimaryTokenOffset, token);
        machine.Objects.ReferenceForCaller(token);
    }

    /// <summary>Gives the references of a subject context back.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void SeReleaseSubjectContext(Machine machine, Pointer subjectContext)
    {
        machine.Objects.DereferenceForCaller(subjectContext.Read<ulong>(PrimaryTokenOffset));
        subjectContext.Write(PrimaryTokenOffset, 0UL);
    }

    /// <summary>Locks the tokens of a subject context: nothing changes a token here.</summary>
    [Ddi(IsInert = true, Modelled = "does nothing: tokens never change")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void SeLockSubjectContext(Machine machine, Pointer subjectContext)
    {
    }

    /// <summary>Unlocks what SeLockSubjectContext locked.</summary>
    [Ddi(IsInert = true, Modelled = "does nothing: tokens never change")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static void SeUnlockSubjectContext(Machine machine, Pointer subjectContext)
    {
    }

    /// <summary>
    /// Fills a client context with a thread's token, referenced where the tracking is dynamic and the server local, otherwise copied:
    /// SeDeleteClientSecurity, a macro, gives it back. STATUS_INSUFFICIENT_RESOURCES.
    /// </summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS SeCreateClientSecurity(
        Machine machine, Pointer clientThread, Pointer clientSecurityQos, bool remoteSession, Pointer clientContext)
    {
        const int qosBytes = 0x0C, contextBytes = 0x48;
        const int trackingOffset = 8, directOffset = 0x18, effectiveOffset = 0x19, remoteOffset = 0x1A;
        var process = machine.Scheduler.Find(clientThread) is { } thread ? machine.ProcessOf(thread) : machine.CurrentProcess;
        var isDirect = clientSecurityQos.Read<byte>(trackingOffset) != 0 && !remoteSession;
        var token = isDirect ? machine.Security.Tokens.Of(process) : machine.Security.Tokens.Copy(process);
        if (token == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        if (isDirect)
        {
            machine.Objects.Reference(token);
        }

        machine.Objects.NoteHeld(token);
        machine.Memory.Fill(clientContext, contextBytes, 0);
        machine.Memory.Move(clientContext, clientSecurityQos, qosBytes);
        clientContext.Write(ClientTokenOffset, token);
        clientContext.Write(directOffset, isDirect);
        clientContext.Write(effectiveOffset, clientSecurityQos.Read<byte>(trackingOffset + 1));
        clientContext.Write(remoteOffset, remoteSession);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>A server thread takes on a client's security: no thread does here.</summary>
    [Ddi(IsInert = true, Modelled = "the thread keeps its own security")]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void SeImpersonateClient(Machine machine, Pointer clientContext, Pointer serverThread = default)
    {
    }

    /// <summary>As SeImpersonateClient, with a status.</summary>
    [Ddi(IsInert = true, Modelled = "STATUS_SUCCESS; the thread keeps its own security")]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS SeImpersonateClientEx(Machine machine, Pointer clientContext, Pointer serverThread = default) =>
        NTSTATUS.STATUS_SUCCESS;

    /// <summary>The type of a token: primary or for impersonation.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static TOKEN_TYPE SeTokenType(Machine machine, Pointer token) => machine.Security.Tokens.TypeOf(token);

    /// <summary>Gives a reference to a primary token back.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void PsDereferencePrimaryToken(Machine machine, Pointer primaryToken) =>
        machine.Objects.DereferenceForCaller(primaryToken);

    /// <summary>Gives a reference to a token for impersonation back; NULL is none.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP)]
    [Irql(KIRQL.APC_LEVEL)]
    public static void PsDereferenceImpersonationToken(Machine machine, Pointer impersonationToken)
    {
        if (!impersonationToken.IsNull)
        {
            machine.Objects.DereferenceForCaller(impersonationToken);
        }
    }
}
