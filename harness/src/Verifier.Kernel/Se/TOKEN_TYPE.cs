namespace Verifier.Kernel;

/// <summary>TOKEN_TYPE: a process has a primary token, a client context may have a copy for impersonation.</summary>
public enum TOKEN_TYPE
{
    /// <summary>A process's own.</summary>
    TokenPrimary = 1,

    /// <summary>A copy for impersonation.</summary>
    TokenImpersonation = 2,
}
