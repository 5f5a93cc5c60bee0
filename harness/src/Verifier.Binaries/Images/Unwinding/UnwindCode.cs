namespace Verifier.Binaries.Images.Unwinding;

/// <summary>One operation of a prolog.</summary>
/// <param name="PrologOffset">Offset of the end of its instruction from the begin of the function: it has happened from there on.</param>
/// <param name="Operation">The kind of operation.</param>
/// <param name="Register">The register's number in pushes and saves; 1 for a machine frame with an error code, else 0.</param>
/// <param name="Bytes">Bytes allocated, or the offset of a save from rsp (from the frame register's base if there is one).</param>
internal readonly record struct UnwindCode(byte PrologOffset, UnwindOperation Operation, int Register, uint Bytes);
