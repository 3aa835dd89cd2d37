/* B2 upgrade, two readers */
/* spin -o1 -o2 -o3 -a FILE && gcc -O1 -w -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000 */
/* after an error ./pan -r | sed -n 's/^step //p' prints its schedule, for lockproof replay --schedule */
/* who is stuck while others go on is not asked */

byte o0 = 0; /* R: 0 { life: 'Live', isOwnedExclusive: false, activeEntries: 0, …, 1 { life: 'Live', isOwnedExclusive: false, activeEntries: 1, …, 2 { life: 'Live', isOwnedExclusive: false, activeEntries: 2, …, 3 { life: 'Live', isOwnedExclusive: false, activeEntries: 2, …, 4 { life: 'Live', isOwnedExclusive: false, activeEntries: 2, …, 5 { life: 'Live', isOwnedExclusive: false, activeEntries: 2, …, 6 { life: 'Live', isOwnedExclusive: false, activeEntries: 2, …, 7 { life: 'Live', isOwnedExclusive: false, activeEntries: 1, …, … 12 values */

active proctype T0() { /* T0 */
L0: /* R.ExAcquireResourceSharedLite(T0, true) */
  if
  :: d_step { o0 == 0 -> o0 = 9; printf("step T0\n") }; goto L1
  :: d_step { o0 == 1 -> o0 = 2; printf("step T0\n") }; goto L1
  :: d_step { o0 == 7 -> o0 = 8; printf("step T0\n") }; goto L2
  fi;
L1: /* R.ExAcquireResourceExclusiveLite(T0, true) */
  if
  :: d_step { o0 == 2 -> o0 = 5; printf("step T0\n") }; goto L3
  :: d_step { o0 == 3 -> o0 = 4; printf("step T0\n") }; goto L3
  :: d_step { o0 == 9 -> o0 = 10; printf("step T0\n") }; goto L3
  fi;
L2: /* R.returnsFromWait(T0) */
  false;
L3: /* R.returnsFromWait(T0) */
  false;
}

active proctype T1() { /* T1 */
L0: /* R.ExAcquireResourceSharedLite(T1, true) */
  if
  :: d_step { o0 == 0 -> o0 = 1; printf("step T1\n") }; goto L1
  :: d_step { o0 == 9 -> o0 = 2; printf("step T1\n") }; goto L1
  :: d_step { o0 == 10 -> o0 = 11; printf("step T1\n") }; goto L2
  fi;
L1: /* R.ExAcquireResourceExclusiveLite(T1, true) */
  if
  :: d_step { o0 == 1 -> o0 = 7; printf("step T1\n") }; goto L3
  :: d_step { o0 == 2 -> o0 = 3; printf("step T1\n") }; goto L3
  :: d_step { o0 == 5 -> o0 = 6; printf("step T1\n") }; goto L3
  fi;
L2: /* R.returnsFromWait(T1) */
  false;
L3: /* R.returnsFromWait(T1) */
  false;
}
