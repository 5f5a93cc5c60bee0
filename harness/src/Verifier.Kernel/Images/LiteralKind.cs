namespace Verifier.Kernel;

/// <summary>The form of a string constant in memory.</summary>
internal enum LiteralKind
{
    /// <summary>"…": bytes with a terminator.</summary>
    Ansi,

    /// <summary>L"…": 16-bit characters with a terminator.</summary>
    Wide,

    /// <summary>A UNICODE_STRING over a wide literal.</summary>
    UnicodeString,

    /// <summary>An ANSI_STRING over an ANSI literal.</summary>
    AnsiString,
}
