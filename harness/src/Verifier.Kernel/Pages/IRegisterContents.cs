namespace Verifier.Kernel;

/// <summary>The contents of devices' registers at boot.</summary>
internal interface IRegisterContents
{
    /// <summary>Gives a page of registers that is touched for the first time its contents at boot.</summary>
    void Fill(ulong number, Span<byte> page);
}
