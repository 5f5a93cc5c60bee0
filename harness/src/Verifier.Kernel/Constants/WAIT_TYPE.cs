namespace Verifier.Kernel;

/// <summary>The condition that ends a wait on several objects.</summary>
public enum WAIT_TYPE : uint
{
    /// <summary>All objects are signalled.</summary>
    WaitAll = 0,

    /// <summary>Any object is signalled.</summary>
    WaitAny = 1,
}
