namespace Verifier.Kernel;

/// <summary>When a wait on several objects ends.</summary>
public enum WAIT_TYPE : uint
{
    /// <summary>When all are signalled.</summary>
    WaitAll = 0,

    /// <summary>When any is signalled.</summary>
    WaitAny = 1,
}
