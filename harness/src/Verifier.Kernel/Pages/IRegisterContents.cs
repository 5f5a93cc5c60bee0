namespace Verifier.Kernel;

/// <summary>What stands in devices' registers at boot.</summary>
internal interface IRegisterContents
{
    /// <summary>Gives a page of registers that is touched for the first time its contents at boot.</summary>
    void Fill(ulong number, Span<byte> page);
}
