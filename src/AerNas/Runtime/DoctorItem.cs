namespace AerNas.Runtime;

/// <summary>One line of a doctor's report.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Value">What was found, ready to print.</param>
public readonly record struct DoctorItem(string Name, string Value);
