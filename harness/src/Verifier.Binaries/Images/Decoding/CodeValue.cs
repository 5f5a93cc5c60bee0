using System.Numerics;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>A value that was computed from a request's control code: the code plus a number, then rotated right.</summary>
/// <param name="Added">The number.</param>
/// <param name="Rotation">By how many bits.</param>
internal readonly record struct CodeValue(uint Added, int Rotation)
{
    /// <summary>The code for which the value is a given number.</summary>
    public uint CodeFor(uint value) => BitOperations.RotateLeft(value, Rotation) - Added;

    /// <summary>The value plus a number; null where that is no value of this form any more.</summary>
    public CodeValue? Plus(uint number) => Rotation == 0 ? this with { Added = Added + number } : null;

    /// <summary>The value rotated right. A shift is taken for one: the bits that it drops are 0 in each code that a table knows.</summary>
    public CodeValue Rotated(int bits) => this with { Rotation = (Rotation + bits) & 31 };
}
