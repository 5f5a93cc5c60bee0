namespace Verifier.Kernel;

/// <summary>Caches that keep memory which nothing uses.</summary>
internal interface ICaches
{
    /// <summary>The system is short of memory: every cache keeps less from now on.</summary>
    void Shrink();
}
