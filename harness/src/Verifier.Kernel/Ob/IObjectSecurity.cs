namespace Verifier.Kernel;

/// <summary>The security of a machine, as the object manager uses it.</summary>
internal interface IObjectSecurity
{
    /// <summary>True if a token is at the address.</summary>
    bool IsToken(ulong body);

    /// <summary>The object is gone.</summary>
    void Forget(ulong body);
}
