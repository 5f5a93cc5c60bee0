namespace Verifier.Scenarios.Model;

/// <summary>The type of a registry value, with NT's numbers.</summary>
public enum RegistryType
{
    /// <summary>REG_NONE.</summary>
    None = 0,

    /// <summary>REG_SZ.</summary>
    Text = 1,

    /// <summary>REG_EXPAND_SZ.</summary>
    ExpandableText = 2,

    /// <summary>REG_BINARY.</summary>
    Binary = 3,

    /// <summary>REG_DWORD.</summary>
    DWord = 4,

    /// <summary>REG_MULTI_SZ.</summary>
    Texts = 7,

    /// <summary>REG_QWORD.</summary>
    QWord = 11,
}
