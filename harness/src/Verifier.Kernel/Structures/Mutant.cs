namespace Verifier.Kernel;

/// <summary>KMUTANT, a view: the owner of a mutex behind the header.</summary>
[View(SizeOf.KMUTEX)]
internal readonly partial struct Mutant
{
    /// <summary>OwnerThread: the thread object's address, or 0.</summary>
    [Field(0x28)] public partial ulong OwnerThread { get; set; }

    /// <summary>Abandoned: its owner ended without releasing it.</summary>
    [Field(0x30)] public partial bool Abandoned { get; set; }

    /// <summary>ApcDisable: 1 when owning it keeps normal kernel APCs away.</summary>
    [Field(0x31)] public partial byte ApcDisable { get; set; }
}
