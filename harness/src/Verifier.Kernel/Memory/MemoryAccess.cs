namespace Verifier.Kernel;

/// <summary>The kinds of access to memory; the values are those of bug check parameters (0 read, 1 write, 8 execute).</summary>
internal enum MemoryAccess
{
    Read = 0,
    Write = 1,
    Execute = 8,
}
