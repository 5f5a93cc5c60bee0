namespace Verifier.Kernel;

/// <summary>
/// Access tokens: one of each process, there for as long as it is asked for, and copies that client contexts make. The system's is Local
/// System; each application is run by one administrator with all the privileges that administrators have.
/// </summary>
internal sealed class Tokens(Machine machine)
{
    private const int BytesOfToken = 0x80;

    private static readonly byte[][] SystemSids = [Sid.Of("S-1-5-18"), Sid.Of("S-1-5-32-544"), Sid.Of("S-1-1-0"), Sid.Of("S-1-5-11")];

    private static readonly byte[][] ApplicationSids =
    [
        Sid.Of("S-1-5-21-1-1-1-1000"), Sid.Of("S-1-5-32-544"), Sid.Of("S-1-5-32-545"), Sid.Of("S-1-1-0"), Sid.Of("S-1-5-4"),
        Sid.Of("S-1-5-11"),
    ];

    private readonly Dictionary<ulong, ulong> _primary = [];
    private readonly Dictionary<ulong, ulong> _processes = [];
    private RegionRange _page;

    /// <summary>The primary token of a process.</summary>
    public ulong Of(ulong process)
    {
        if (!_primary.TryGetValue(process, out var token))
        {
            token = TakePlace();
            _primary.Add(process, token);
            _processes.Add(token, process);
        }

        return token;
    }

    /// <summary>True if there is a token at this address.</summary>
    public bool Has(ulong address) => _processes.ContainsKey(address);

    /// <summary>A copy of a process's token for impersonation, with one reference; 0 when the pool is exhausted.</summary>
    public ulong Copy(ulong process)
    {
        ulong body = 0;
        if (machine.Objects.Create(ObjectKind.Token, BytesOfToken, deleted: () => _processes.Remove(body)) is not { } made)
        {
            return 0;
        }

        body = made.Body;
        _processes.Add(body, process);
        return body;
    }

    /// <summary>Of which type is a token?</summary>
    public TOKEN_TYPE TypeOf(ulong token) => _primary.ContainsValue(token) ? TOKEN_TYPE.TokenPrimary : TOKEN_TYPE.TokenImpersonation;

    /// <summary>The token of a subject context: the client's if there is one.</summary>
    public ulong OfContext(ulong subjectContext)
    {
        const ulong primaryOffset = 0x10;
        var client = machine.Memory.Read<ulong>(subjectContext);
        return client != 0 ? client : machine.Memory.Read<ulong>(subjectContext + primaryOffset);
    }

    /// <summary>User and groups of a token: the user comes first. A token that is none is the running process's.</summary>
    public byte[][] SidsOf(ulong token) => IsSystem(token) ? SystemSids : ApplicationSids;

    /// <summary>True if a token has a privilege.</summary>
    public bool Holds(ulong token, ulong privilege) => IsSystem(token) || Privileges.IsOfAdministrators(privilege);

    public void Reset()
    {
        _primary.Clear();
        _processes.Clear();
    }

    private bool IsSystem(ulong token) =>
        _processes.GetValueOrDefault(token, machine.CurrentProcess) == machine.KernelData.SystemProcess;

    private ulong TakePlace()
    {
        var places = machine.Profile.PageSize / BytesOfToken;
        if (_primary.Count % places == 0)
        {
            _page = machine.Images.AddKernelPage();
        }

        return _page.Address + (ulong)(_primary.Count % places * BytesOfToken);
    }
}
