namespace Verifier.Kernel;

/// <summary>What the object manager asks the security of a machine.</summary>
internal interface IObjectSecurity
{
    /// <summary>Is a token at the address?</summary>
    bool IsToken(ulong body);

    /// <summary>The object is gone.</summary>
    void Forget(ulong body);
}
