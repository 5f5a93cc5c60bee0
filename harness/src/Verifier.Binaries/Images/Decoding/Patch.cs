namespace Verifier.Binaries.Images.Decoding;

/// <summary>An instruction that is changed at load, so that a run does not depend on the host.</summary>
/// <param name="Rva">Rva of its first byte.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Kind">The instruction that is replaced, which decides how; see <see cref="ReplacesOperand"/>.</param>
/// <param name="OperandOffset">Offset of the address of 8 bytes in the instruction; 0 where all of it is replaced.</param>
internal readonly record struct Patch(uint Rva, int Length, PatchKind Kind, int OperandOffset)
{
    /// <summary>Only the address in it is replaced. Otherwise a trap of the same length stands for it.</summary>
    public bool ReplacesOperand => Kind is PatchKind.SharedDataAddress or PatchKind.SharedDataOperand;
}
